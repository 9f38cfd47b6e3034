/// What is wrong with a template.
public struct PolicyTemplateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file.
    public let file: String
    /// The line, counted from 1; nil where the file as a whole is meant.
    public let line: Int?
    /// The place in it as an RFC 6901 pointer; empty for the whole.
    public let pointer: String
    /// What is wrong, and what to write instead.
    public let reason: String

    /// `file:line: pointer: reason`.
    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return pointer.isEmpty ? "\(place): \(reason)" : "\(place): \(pointer): \(reason)"
    }

    /// Creates an error.
    public init(file: String, line: Int? = nil, pointer: String = "", reason: String) {
        self.file = file
        self.line = line
        self.pointer = pointer
        self.reason = reason
    }
}
