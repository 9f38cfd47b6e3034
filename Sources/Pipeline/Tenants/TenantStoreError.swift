/// An error of the object that holds what is said about tenants.
public struct TenantStoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the caller can do about the failure.
    public enum Code: Hashable, Sendable, CaseIterable {
        /// The store did not answer, or would not. Try again later.
        case unavailable
        /// The object is not one that this program understands. An operator must mend it.
        case unreadable
        /// Others changed it each time that it was to be changed. Try again.
        case contended
    }

    /// What the caller can do about the failure.
    public let code: Code
    /// What happened, for people.
    public let message: String

    /// The message.
    public var description: String { message }

    /// Creates an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Two errors are equal when their codes are.
    public static func == (lhs: Self, rhs: Self) -> Bool { lhs.code == rhs.code }

    /// Hashes the code alone, as equality does.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
