/// Why a whole body was refused; none of its events became a row.
public struct DecodeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the client can do.
    public enum Code: Hashable, Sendable {
        /// Send JSON: the body is not what its framing says.
        case malformed
        /// Nest less: the scanner does not follow, and so finds no end of the event.
        case tooDeep
        /// Send fewer events in one body.
        case tooManyEvents
        /// Send less at once: the columns have no room for the body.
        case tooLarge
    }

    /// What the client can do.
    public let code: Code
    /// What is wrong, for people; holds nothing of the body.
    public let message: String
    /// The offset in the body of the first byte at fault, where there is one.
    public let offset: Int?

    /// The message.
    public var description: String { message }

    /// Creates an error.
    public init(_ code: Code, _ message: String, offset: Int? = nil) {
        self.code = code
        self.message = message
        self.offset = offset
    }

    init(_ fault: JSONFault, offset: Int) {
        let code: Code =
            switch fault {
            case .tooDeep: .tooDeep
            case .tooManyKeys, .numberTooLong: .tooLarge
            default: .malformed
            }
        self.init(code, "\(fault.message) at byte \(offset)", offset: offset)
    }
}
