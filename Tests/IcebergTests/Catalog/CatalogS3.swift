import ObjectStorage

#if canImport(Glibc)
import Glibc
#endif

/// The S3 store that the environment names, for tests that want a real one.
enum CatalogS3 {
    /// A store whose keys begin with a prefix that no other run has; nil when none is named.
    static let store: S3ObjectStore? = {
        func value(_ name: String) -> String? {
            getenv("LAKEWRITER_TEST_S3_" + name).map { String(cString: $0) }
        }
        guard let endpoint = value("ENDPOINT").flatMap(S3Endpoint.init),
            let id = value("ACCESS_KEY"), let secret = value("SECRET_KEY"),
            let bucket = value("BUCKET"),
            let location = S3Location(
                bucket: bucket,
                prefix: "catalog-\(getpid())-\(ObjectStoreRuntime.live.now().nanoseconds)"
            )
        else { return nil }
        return S3ObjectStore(
            settings: S3Settings(location: location, region: "us-east-1", endpoint: endpoint),
            credentials: StaticCredentials(
                Credentials(accessKeyID: id, secretAccessKey: Secret(secret))
            ),
            runtime: .live
        )
    }()
}
