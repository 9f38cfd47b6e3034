public import ObjectStorage

/// Tries the writer's own folder in the lake's bucket, which no tenant's policy reaches.
///
/// There are stores that take `AssumeRole` and its policy, and hand out credentials that may do
/// everything. Three requests find out: a read, a listing and a write that must all be refused.
public struct BucketScope: VendedScope {
    /// What is read and written: a key of the writer's own that holds nothing of worth.
    static let key = ObjectKey("_lakewriter/probe/vended")

    private let settings: S3Settings
    private let open: @Sendable (S3Settings, Credentials) -> any ObjectStore

    /// Creates the proof for a bucket.
    public init(settings: S3Settings, runtime: ObjectStoreRuntime) {
        let client = CurlClient(settings: settings.http)
        self.init(settings: settings) { settings, credentials in
            S3ObjectStore(
                settings: settings,
                credentials: StaticCredentials(credentials),
                runtime: runtime,
                http: client
            )
        }
    }

    /// Creates the proof over a store that `open` opens with credentials.
    package init(
        settings: S3Settings,
        open: @escaping @Sendable (S3Settings, Credentials) -> any ObjectStore
    ) {
        var settings = settings
        settings.retry = RetrySettings(attemptsMax: 3, elapsedMax: .seconds(15))
        self.settings = settings
        self.open = open
    }

    /// Tries a read, a listing and a write outside every tenant's prefixes.
    public func prove(_ credentials: Credentials) async throws(ObjectStoreError) {
        let store = open(settings, credentials)
        try await refuses("read \(Self.key)") { () async throws(ObjectStoreError) in
            _ = try await store.get(Self.key, range: nil)
        }
        try await refuses("list the lake") { () async throws(ObjectStoreError) in
            _ = try await store.list(prefix: "", after: nil)
        }
        try await refuses("write \(Self.key)") { () async throws(ObjectStoreError) in
            try await store.put(Self.key, Array("vended\n".utf8), mode: .overwrite)
        }
    }

    private func refuses(
        _ action: String,
        _ attempt: () async throws(ObjectStoreError) -> Void
    ) async throws(ObjectStoreError) {
        do throws(ObjectStoreError) {
            try await attempt()
        } catch {
            switch error.code {
            case .denied: return
            case .unavailable, .outcomeUnknown:
                throw ObjectStoreError(
                    .unavailable,
                    "whether vended credentials are narrow cannot be found out: \(error.message)",
                    retryAfter: error.retryAfter
                )
            // Also "there is none": who may not look is not told.
            default: break
            }
        }
        throw ObjectStoreError(
            .misconfigured,
            "\(settings.location): the store let a tenant's credentials \(action): it does not "
                + "hold them to their session policy, and none are handed out; set catalog.access "
                + "to sign or off"
        )
    }
}
