public import ObjectStorage

/// Proves that a store holds the credentials of a session to the session's policy.
public protocol VendedScope: Sendable {
    /// Tries with `credentials` what no tenant may do.
    ///
    /// - Throws: `.misconfigured` when the store lets it happen: such credentials must not be
    ///   handed out; `.unavailable` when the store does not answer.
    func prove(_ credentials: Credentials) async throws(ObjectStoreError)
}
