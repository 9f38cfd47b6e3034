/// The key of the tag that says whose session it is: `TenantID` in `aws:PrincipalTag/TenantID`.
///
/// Always matches `^[A-Za-z0-9_.+=@-]{1,128}$`: it stands in a variable, which a `}` would end.
public struct PrincipalTagKey: Hashable, Sendable, CustomStringConvertible {
    /// The key.
    public let name: String

    /// The key, for messages and policies.
    public var description: String { name }

    /// `TenantID`.
    public static let tenantID = PrincipalTagKey(trusted: "TenantID")

    /// The tag's value in a policy: what stands in a tenant's place.
    public var variable: String { "${aws:PrincipalTag/\(name)}" }

    /// Creates a key from untrusted text.
    ///
    /// - Throws: ``PolicyNameError`` when it does not match the pattern.
    public init(_ name: String) throws(PolicyNameError) {
        guard (1...128).contains(name.utf8.count), NameBytes.areAlphanumeric(name, or: "_.+=@-")
        else {
            throw PolicyNameError(kind: "tag", rule: "it must match ^[A-Za-z0-9_.+=@-]{1,128}$")
        }
        self.name = name
    }

    private init(trusted name: String) {
        self.name = name
    }
}
