public import ObjectStorage

/// How a catalog lets its readers at a lake's files, ready to be used.
public enum TableAccess: Sendable {
    /// Not at all: they bring credentials of their own.
    case off
    /// By credentials that are handed out.
    case vending(CredentialVendor)
    /// By signing their requests.
    case signing(RemoteSigner)

    /// Sets up what `settings` ask for.
    ///
    /// - Parameters:
    ///   - settings: who signs.
    ///   - lake: where the lake lies.
    ///   - environment: the process's environment, which says how a bucket is reached and with
    ///     which credentials, as for the lake itself.
    ///   - runtime: clocks, chance and sleep.
    ///   - adjust: changes settings of a bucket before they are used.
    /// - Throws: `.misconfigured`, saying what to mend. Nobody is asked anything yet.
    public init(
        _ settings: AccessSettings,
        lake: ObjectStoreLocation,
        environment: [String: String],
        runtime: ObjectStoreRuntime,
        adjust: (inout S3Settings) -> Void = { _ in }
    ) throws(ObjectStoreError) {
        let mode = settings.mode(for: lake)
        guard mode != .off, case .s3(let location) = lake else {
            self = .off
            return
        }
        let profile = try AWSProfile.load(environment: environment)
        var bucket = try S3Settings.fromEnvironment(
            environment,
            location: location,
            profile: profile
        )
        adjust(&bucket)
        let credentials = ChainedCredentials([
            EnvironmentCredentials(environment), ProfileCredentials(environment),
        ])
        guard mode == .sts else {
            let signer = RemoteSigner(settings: bucket, credentials: credentials, runtime: runtime)
            self = .signing(signer)
            return
        }
        let sts = STSClient(
            settings: STSSettings(
                endpoint: try Self.endpoint(settings, bucket),
                region: bucket.region,
                roleARN: settings.roleARN,
                duration: settings.duration
            ),
            connection: bucket.http,
            credentials: credentials,
            runtime: runtime
        )
        let scope = BucketScope(settings: bucket, runtime: runtime)
        self = .vending(
            CredentialVendor(sts: sts, settings: bucket, scope: scope, runtime: runtime)
        )
    }

    /// Where the token service listens.
    private static func endpoint(
        _ settings: AccessSettings,
        _ bucket: S3Settings
    ) throws(ObjectStoreError) -> S3Endpoint {
        if let endpoint = settings.stsEndpoint { return endpoint }
        guard
            bucket.endpoint.authority.hasSuffix(".amazonaws.com")
                || bucket.endpoint.authority.hasSuffix(".amazonaws.com.cn")
        else { return bucket.endpoint }
        guard let endpoint = STSSettings.amazon(region: bucket.region) else {
            throw ObjectStoreError(.misconfigured, "'\(bucket.region)' is not a region's name")
        }
        return endpoint
    }
}
