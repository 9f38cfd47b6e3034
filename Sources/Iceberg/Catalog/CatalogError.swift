/// An error of a catalog.
///
/// Decide what to do by ``code``; ``message`` is for people.
public struct CatalogError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What the caller can do about it.
    public enum Code: Hashable, Sendable, CaseIterable {
        /// There is no such table.
        case noSuchTable
        /// There is no such namespace.
        case noSuchNamespace
        /// There is a table of that name already.
        case alreadyExists
        /// A namespace that still has tables.
        case namespaceNotEmpty
        /// A requirement does not hold: somebody else committed first. Load, rebase, try again.
        case commitFailed
        /// The commit may or may not have been made. Load the table and look for it.
        case commitStateUnknown
        /// This process must stop: another has taken over its log, and only one of the two may go
        /// on; or the store does not keep what commits rest on.
        case fenced
        /// The table has a column that means something else than the schema's; the message says
        /// which one, and what an operator can do.
        case schemaConflict
        /// The updates or names are not valid: a bug, or a hostile client.
        case invalidRequest
        /// What lies in the store is not what the specification allows; the message says where.
        case corrupt
        /// The store or the catalog refuses these credentials. An operator must mend it.
        case denied
        /// The store or the catalog is away or overloaded; nothing was changed. Retry later.
        case unavailable
    }

    /// What the caller can do about it.
    public let code: Code
    /// What happened, where, and what an operator should do; no secrets.
    public let message: String
    /// How long the other side asked to be left alone, where it did.
    public let retryAfter: Duration?

    /// The message.
    public var description: String { message }

    /// Creates an error.
    public init(_ code: Code, _ message: String, retryAfter: Duration? = nil) {
        self.code = code
        self.message = message
        self.retryAfter = retryAfter
    }

    /// Two errors are equal when their codes are, so a test can name the error it expects.
    public static func == (lhs: Self, rhs: Self) -> Bool { lhs.code == rhs.code }

    /// Hashes the code alone, as equality does.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
