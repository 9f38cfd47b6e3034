import LakeModel

/// An issuer's keys, those of them that can serve here.
package struct VerificationKeySet: Sendable {
    private let byID: [[UInt8]: VerificationKey]
    private let unnamed: [VerificationKey]

    /// The number of keys.
    package var count: Int { byID.count + unnamed.count }

    /// The set of a shared secret alone.
    package init(secret: SharedSecret) async throws {
        byID = [:]
        unnamed = [try await VerificationKey(secret: secret)]
    }

    /// Reads a JSON Web Key Set (RFC 7517 section 5).
    ///
    /// Keys that cannot serve are left out; a `kid` that stands twice is ambiguous and serves nobody.
    /// A set may be left without any: then its issuer confirms nothing any more.
    ///
    /// - Throws: ``AuthenticationSettingsError`` when this is no key set.
    package init(
        json bytes: [UInt8],
        for algorithms: Set<SignatureAlgorithm>
    ) async throws(AuthenticationSettingsError) {
        guard bytes.count <= AuthenticationSettings.keySetSizeMax,
            let entries = try? JSONDocument(bytes).root.member("keys")?.array
        else { throw .init("not a JSON Web Key Set") }
        var byID: [[UInt8]: VerificationKey] = [:]
        var ambiguous: Set<[UInt8]> = []
        var unnamed: [VerificationKey] = []
        for entry in entries {
            guard let jwk = JSONWebKey(entry),
                let key = await VerificationKey(jwk, for: algorithms)
            else { continue }
            if let keyID = key.keyID {
                if byID.updateValue(key, forKey: keyID) != nil { ambiguous.insert(keyID) }
            } else {
                unnamed.append(key)
            }
        }
        for keyID in ambiguous { byID[keyID] = nil }
        self.byID = byID
        self.unnamed = unnamed
    }

    /// The key that a token names; for a token that names none, the only key there is.
    ///
    /// A secret has no name, so that the `kid` of a token signed with it says nothing.
    package func key(named keyID: [UInt8]?, secret isSecret: Bool) -> VerificationKey? {
        if isSecret { return unnamed.first }
        if let keyID { return byID[keyID] }
        return count == 1 ? unnamed.first ?? byID.values.first : nil
    }
}
