/// Why a log that is whole cannot be replayed.
public struct ReplayError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was found, where, and what an operator should do.
    public let message: String

    /// The message.
    public var description: String { message }
}
