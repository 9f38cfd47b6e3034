package import LakeModel

/// Where a claim stands in a token's payload.
///
/// A claim's name may hold any character: `custom:tenantId`, `https://example.com/tenant`. Nothing
/// in it separates levels; a claim inside another is reached by several names.
public struct ClaimPath: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The names from the payload inwards; never empty.
    public let names: [String]

    /// A claim of the payload itself.
    public init(_ name: String) {
        names = [name]
    }

    /// A claim of the payload itself.
    public init(stringLiteral name: String) {
        self.init(name)
    }

    /// A claim inside other claims: `["realm_access", "tenant"]`.
    ///
    /// - Throws: ``AuthenticationSettingsError`` when there is no name.
    public init(nested names: [String]) throws(AuthenticationSettingsError) {
        guard !names.isEmpty else { throw .init("a claim's path has at least one name") }
        self.names = names
    }

    /// The names, ` > ` between them.
    public var description: String { names.joined(separator: " > ") }

    /// The claim's value in `payload`, nil when it is absent.
    package func value(in payload: JSONNode) -> JSONNode? {
        var value: JSONNode? = payload
        for name in names { value = value?.member(name) }
        return value
    }
}
