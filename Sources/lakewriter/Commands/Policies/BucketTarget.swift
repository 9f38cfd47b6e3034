import Foundation
import ObjectStorage
import TenantPolicies

/// The bucket that a lake lies in, for who looks after its policy.
struct BucketTarget {
    let policy: S3BucketPolicy
    /// Whether the store is asked over TLS.
    let isSecure: Bool

    /// Reads how the bucket is reached from the environment; nothing is sent yet.
    init(_ lake: PolicyLake) throws {
        let environment = ProcessInfo.processInfo.environment
        guard let location = S3Location(bucket: lake.bucket, prefix: lake.root) else {
            throw ConfigurationError("'\(lake.bucket)' is no bucket's name")
        }
        let profile = try AWSProfile.load(environment: environment)
        let settings = try S3Settings.fromEnvironment(
            environment,
            location: location,
            profile: profile
        )
        let credentials = ChainedCredentials([
            EnvironmentCredentials(environment), ProfileCredentials(environment),
        ])
        policy = S3BucketPolicy(settings: settings, credentials: credentials, runtime: .live)
        isSecure = settings.endpoint.isSecure
    }
}
