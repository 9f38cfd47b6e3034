/// An error thrown by an ``ObjectStore``.
///
/// Decide what to do by ``code``; ``message`` is for people, and its wording may change.
public struct ObjectStoreError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What the caller can do about the failure.
    public enum Code: Hashable, Sendable, CaseIterable {
        /// No object has the key.
        case notFound
        /// The key is taken, and the put asked for a free one. See
        /// ``ObjectStoreError/mayBeOwnWork``.
        case alreadyExists
        /// The object changed or went away since its tag was read.
        case preconditionFailed
        /// The store refuses these credentials or this action. An operator must mend it.
        case denied
        /// The bucket or directory is not there or not usable. An operator must mend it.
        case misconfigured
        /// The store is overloaded, unreachable or failing, and the request was not carried out.
        /// Retry later.
        case unavailable
        /// The request was sent and no answer came: it may have been carried out. Look before
        /// trying again.
        case outcomeUnknown
        /// The store has no room left.
        case full
        /// The request itself is wrong: a bug of ours, or a store that speaks another dialect.
        case invalidRequest
    }

    /// What the caller can do about the failure.
    public let code: Code
    /// What happened, where, and what an operator should do; no secrets.
    public let message: String
    /// How long the store asked to be left alone, where it did (`Retry-After`).
    public let retryAfter: Duration?
    /// Whether an earlier try of this very request had no answer, so that what now stands in its
    /// way may be its own work: with `.alreadyExists`, the object may be the caller's own.
    ///
    /// Compare before taking the race for lost.
    public let mayBeOwnWork: Bool

    /// The message.
    public var description: String { message }

    /// Creates an error.
    public init(
        _ code: Code,
        _ message: String,
        retryAfter: Duration? = nil,
        mayBeOwnWork: Bool = false
    ) {
        self.code = code
        self.message = message
        self.retryAfter = retryAfter
        self.mayBeOwnWork = mayBeOwnWork
    }

    /// Two errors are equal when their codes are, so a test can name the error it expects.
    public static func == (lhs: Self, rhs: Self) -> Bool {
        lhs.code == rhs.code
    }

    /// Hashes the code alone, as equality does.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }
}
