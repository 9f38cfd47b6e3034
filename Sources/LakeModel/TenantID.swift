/// A tenant's name, as it stands in keys, policies and log lines.
///
/// Always matches `^[a-z][a-z0-9_-]{1,61}$`. Nothing wider is ever accepted: a wildcard or `${` in
/// a name would open a policy, a slash a path, and a leading digit makes readers of partitioned
/// directories infer a number.
public struct TenantID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The name itself.
    public let name: String

    /// The name, for messages and keys.
    public var description: String { name }

    /// Creates a tenant from an untrusted name.
    ///
    /// - Throws: ``NameError`` when `name` does not match the pattern.
    public init(_ name: String) throws(NameError) {
        try NameRule.tenant.check(name)
        self.name = name
    }

    /// Tenants are ordered by name.
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.name < rhs.name }
}
