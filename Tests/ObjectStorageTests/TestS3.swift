import LakeTesting
import ObjectStorage
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// The S3 store that the environment names, for tests that want a real one.
struct TestS3 {
    /// How it is reached; keys begin with a prefix that no other run has.
    let settings: S3Settings
    /// Keys that may do everything in the bucket.
    let credentials: Credentials

    /// Why tests are skipped without one.
    static let reason: Comment =
        "needs a store: LAKEWRITER_TEST_S3_ENDPOINT, _ACCESS_KEY, _SECRET_KEY and _BUCKET"

    /// The store; nil when the environment names none.
    static let current: TestS3? = {
        func value(_ name: String) -> String? {
            getenv("LAKEWRITER_TEST_S3_" + name).map { String(cString: $0) }
        }
        guard let endpoint = value("ENDPOINT").flatMap(S3Endpoint.init),
            let id = value("ACCESS_KEY"),
            let secret = value("SECRET_KEY"), let bucket = value("BUCKET"),
            let location = S3Location(
                bucket: bucket,
                prefix: "run-\(getpid())-\(ObjectStoreRuntime.live.now().nanoseconds)"
            )
        else { return nil }
        return TestS3(
            settings: S3Settings(location: location, region: "us-east-1", endpoint: endpoint),
            credentials: Credentials(accessKeyID: id, secretAccessKey: Secret(secret))
        )
    }()

    /// The checks that the store must pass, by what it says that it is.
    static func checks() async throws -> [ObjectStoreConformance.Check] {
        let settings = try #require(current).settings
        let client = CurlClient(settings: settings.http)
        let url = S3Address(settings, key: nil).url([])
        let response = try await client.send(HTTPRequest(method: "GET", url: url))
        let isSeaweed = response[header: "server"]?.contains("SeaweedFS") == true
        return ObjectStoreConformance.checks(
            without: isSeaweed ? [.listingOrder, .atomicCompletion, .folderRemoval] : []
        )
    }

    /// A store of those settings, changed as `change` does.
    static func store(_ change: (inout S3Settings) -> Void = { _ in }) throws -> S3ObjectStore {
        let current = try #require(current)
        var settings = current.settings
        change(&settings)
        return S3ObjectStore(
            settings: settings,
            credentials: StaticCredentials(current.credentials),
            runtime: .live
        )
    }

    /// A place in the same bucket that no other test uses.
    static func location(_ name: String) throws -> S3Location {
        let location = try #require(current).settings.location
        return try #require(
            S3Location(bucket: location.bucket, prefix: "\(location.prefix)/\(name)")
        )
    }
}
