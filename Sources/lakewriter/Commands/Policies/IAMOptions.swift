public import ArgumentParser
import Foundation
import ObjectStorage
public import TenantPolicies

/// The options that say which IAM service keeps users and policies.
struct IAMOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where the IAM service listens. Default: the store's own endpoint, or Amazon's. "
                + "[AWS_ENDPOINT_URL_IAM, AWS_ENDPOINT_URL]",
            valueName: "url"
        )
    )
    var iamEndpoint: String?

    @Option(
        help: ArgumentHelp(
            "What the service keeps: aws (Ceph too) or seaweedfs. Default: as its answers name it.",
            valueName: "dialect"
        )
    )
    var iamDialect: IAMDialect?

    /// A client with the credentials of AWS's tools; nothing is sent yet.
    func client() throws -> IAMClient {
        let environment = ProcessInfo.processInfo.environment
        let profile = try AWSProfile.load(environment: environment)
        return IAMClient(
            settings: try IAMSettings.fromEnvironment(
                environment,
                endpoint: iamEndpoint,
                profile: profile
            ),
            credentials: ChainedCredentials([
                EnvironmentCredentials(environment), ProfileCredentials(environment),
            ]),
            runtime: .live
        )
    }

    /// What the service that a client has talked to keeps.
    func dialect(of client: IAMClient) -> IAMDialect {
        iamDialect ?? IAMDialect(serverName: client.serverName)
    }
}

extension IAMDialect: ExpressibleByArgument {}
