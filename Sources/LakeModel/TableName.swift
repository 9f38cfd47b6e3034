/// The name of an event table, the same for every tenant that writes it.
///
/// Always matches `^[a-z][a-z0-9_]{0,62}$`, for the reasons given at ``TenantID``.
public struct TableName: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The name itself.
    public let name: String

    /// The name, for messages and keys.
    public var description: String { name }

    /// The table that rejected events go to.
    public static let deadLetters = TableName(trusted: "dead_letters")

    /// Creates a table name from untrusted text.
    ///
    /// - Throws: ``NameError`` when `name` does not match the pattern.
    public init(_ name: String) throws(NameError) {
        try NameRule.table.check(name)
        self.name = name
    }

    private init(trusted name: String) {
        self.name = name
    }

    /// Tables are ordered by name.
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.name < rhs.name }
}
