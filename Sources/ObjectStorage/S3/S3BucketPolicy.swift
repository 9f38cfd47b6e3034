/// The policy of a bucket: what everybody's requests to it are held against.
///
/// Source: Amazon S3 API Reference, "GetBucketPolicy", "PutBucketPolicy".
public struct S3BucketPolicy: Sendable {
    /// The longest bucket policy, in bytes.
    ///
    /// Source: Amazon S3 User Guide, "Bucket policies for Amazon S3": 20 KB.
    public static let bytesMax = 20_480

    private let connection: S3Connection

    /// Looks after the policy of the bucket that settings name; nothing is sent yet.
    public init(
        settings: S3Settings,
        credentials: any AWSCredentialsProvider,
        runtime: ObjectStoreRuntime
    ) {
        self.init(
            settings: settings,
            credentials: credentials,
            runtime: runtime,
            http: CurlClient(settings: settings.http)
        )
    }

    /// The same over an HTTP client of one's own.
    package init(
        settings: S3Settings,
        credentials: any AWSCredentialsProvider,
        runtime: ObjectStoreRuntime,
        http: any HTTPClient
    ) {
        connection = S3Connection(
            settings: settings,
            http: http,
            credentials: CredentialsCache(credentials, runtime: runtime),
            runtime: runtime
        )
    }

    /// The policy in force, a JSON document; nil when the bucket has none.
    ///
    /// - Throws: ``ObjectStoreError``; `.misconfigured` when there is no bucket.
    public func get() async throws(ObjectStoreError) -> String? {
        do throws(ObjectStoreError) {
            let response = try await connection.send(request(.getBucketPolicy))
            return String(decoding: response.body, as: UTF8.self)
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    /// Puts a policy in force, in the place of any other.
    ///
    /// There is no condition on what it replaces: whoever writes last wins.
    ///
    /// - Throws: ``ObjectStoreError``; `.invalidRequest` when the store refuses the document.
    public func put(_ document: String) async throws(ObjectStoreError) {
        var request = request(.putBucketPolicy)
        request.body = Array(document.utf8)
        request.headers = [.init("content-type", "application/json")]
        _ = try await connection.send(request)
    }

    private func request(_ operation: S3Operation) -> S3Request {
        var request = S3Request(operation, key: nil)
        request.query = [.init("policy", "")]
        return request
    }
}
