import Iceberg
import LakeModel
import ObjectStorage
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// The real store and token service that the environment names.
struct LiveStore {
    /// How the bucket is reached; keys begin with a prefix that no other run has.
    let settings: S3Settings
    /// Keys that may do everything in the bucket.
    let own: StaticCredentials
    /// The role that they may assume.
    let role: String?

    /// Why tests are skipped without one.
    static let reason: Comment =
        "needs a store: LAKEWRITER_TEST_S3_ENDPOINT, _ACCESS_KEY, _SECRET_KEY, _BUCKET and _ROLE"

    /// The store; nil when the environment names none.
    static let current: LiveStore? = {
        guard let endpoint = variable("S3_ENDPOINT").flatMap(S3Endpoint.init),
            let id = variable("S3_ACCESS_KEY"), let secret = variable("S3_SECRET_KEY"),
            let bucket = variable("S3_BUCKET"), let role = variable("S3_ROLE"),
            let location = S3Location(
                bucket: bucket,
                prefix: "run-\(getpid())-\(ObjectStoreRuntime.live.now().nanoseconds)"
            )
        else { return nil }
        let credentials = Credentials(accessKeyID: id, secretAccessKey: Secret(secret))
        return LiveStore(
            settings: S3Settings(location: location, region: "us-east-1", endpoint: endpoint),
            own: StaticCredentials(credentials),
            role: role
        )
    }()

    /// Somebody else's REST catalog; nil when the environment names none.
    static let catalogURI = variable("REST_URI").flatMap(RESTAddress.init)
    /// Why tests are skipped without one.
    static let catalogReason: Comment =
        "needs a catalog: LAKEWRITER_TEST_REST_URI, _WAREHOUSE and _CREDENTIAL"

    /// What the environment says to tests.
    static func variable(_ name: String) -> String? {
        getenv("LAKEWRITER_TEST_" + name).map { String(cString: $0) }
    }

    /// The store, through somebody's credentials.
    func store(_ credentials: any AWSCredentialsProvider) -> S3ObjectStore {
        var settings = settings
        settings.retry = .never
        return S3ObjectStore(settings: settings, credentials: credentials, runtime: .live)
    }

    /// A vendor whose narrowness the store itself proves.
    func vendor() -> CredentialVendor {
        let sts = STSClient(
            settings: STSSettings(
                endpoint: settings.endpoint,
                region: settings.region,
                roleARN: role,
                duration: .seconds(900)
            ),
            connection: settings.http,
            credentials: own,
            runtime: .live
        )
        let scope = BucketScope(settings: settings, runtime: .live)
        return CredentialVendor(sts: sts, settings: settings, scope: scope, runtime: .live)
    }
}
