/// A place where credentials come from.
public protocol AWSCredentialsProvider: Sendable {
    /// Fetches credentials anew; nil when this place is not set up to hold any.
    ///
    /// - Throws: `.misconfigured` or `.denied` when it is set up and still gives none,
    ///   `.unavailable` when asking again later may help.
    func fetch() async throws(ObjectStoreError) -> Credentials?
}
