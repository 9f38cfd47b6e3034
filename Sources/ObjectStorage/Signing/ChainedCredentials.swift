/// The first of several places that holds credentials.
public struct ChainedCredentials: AWSCredentialsProvider {
    private let providers: [any AWSCredentialsProvider]

    /// Creates a chain that is asked from its beginning.
    public init(_ providers: [any AWSCredentialsProvider]) {
        self.providers = providers
    }

    /// The credentials of the first place that is set up; a broken one is not passed over.
    public func fetch() async throws(ObjectStoreError) -> Credentials? {
        for provider in providers {
            if let credentials = try await provider.fetch() { return credentials }
        }
        return nil
    }
}
