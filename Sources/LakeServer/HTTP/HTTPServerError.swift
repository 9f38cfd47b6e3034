/// Why the server does not listen.
public struct HTTPServerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened, for the operator.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
