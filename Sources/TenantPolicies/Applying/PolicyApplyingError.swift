/// Why policies cannot be put in force as they are asked for.
public struct PolicyApplyingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, and what to do about it; no secrets.
    public let description: String

    /// Creates an error.
    public init(_ description: String) {
        self.description = description
    }
}
