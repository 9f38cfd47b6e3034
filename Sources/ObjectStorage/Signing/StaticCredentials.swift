/// Credentials that were handed to the program and never change.
public struct StaticCredentials: AWSCredentialsProvider {
    private let credentials: Credentials

    /// Wraps credentials.
    public init(_ credentials: Credentials) {
        self.credentials = credentials
    }

    /// The credentials.
    public func fetch() async throws(ObjectStoreError) -> Credentials? {
        credentials
    }
}
