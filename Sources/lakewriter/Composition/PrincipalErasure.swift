import Foundation
import LakeModel
import ObjectStorage
import TenantPolicies

/// Removes what IAM knows of a tenant: keys, policies, and the user they are the user's.
struct PrincipalErasure: Sendable {
    private let client: IAMClient
    private let user: String

    /// Opens IAM; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - tenant: whose user.
    ///   - endpoint: where IAM answers.
    ///   - lake: where the lake lies, which the user's name says.
    /// - Throws: ``ConfigurationError`` for a lake in a directory; what is wrong with the names or
    ///   the environment.
    init(of tenant: TenantID, at endpoint: String, lake: String) throws {
        guard case .s3(let location) = try ObjectStoreLocation(lake) else {
            throw ConfigurationError("--iam-endpoint: a directory has no users in IAM")
        }
        let environment = ProcessInfo.processInfo.environment
        let profile = try AWSProfile.load(environment: environment)
        client = IAMClient(
            settings: try IAMSettings.fromEnvironment(
                environment,
                endpoint: endpoint,
                profile: profile
            ),
            credentials: ChainedCredentials([
                EnvironmentCredentials(environment), ProfileCredentials(environment),
            ]),
            runtime: .live
        )
        let place = try PolicyLake(bucket: location.bucket, root: location.prefix)
        user = try LakePrincipals(lake: place).userName(of: tenant)
    }

    /// Removes the user and all that is the user's; a second time does nothing.
    ///
    /// Keys go first: from then on nobody is let in, whatever happens to the rest.
    func run() async throws {
        guard try await client.user(user) != nil else { return }
        for key in try await client.accessKeys(of: user) {
            try await ignoringAbsence { () throws(ObjectStoreError) in
                try await client.deleteAccessKey(key.id, of: user)
            }
        }
        for policy in try await client.userPolicies(user) ?? [] {
            try await ignoringAbsence { () throws(ObjectStoreError) in
                try await client.deleteUserPolicy(policy, of: user)
            }
        }
        for policy in try await client.attachedPolicies(of: user) ?? [] {
            try await ignoringAbsence { () throws(ObjectStoreError) in
                try await client.detachPolicy(policy.arn, from: user)
            }
            // A stranger's policy may be others', too.
            guard PrincipalWanted.owner(ofPolicy: policy.name) == user else { continue }
            try await ignoringAbsence { () throws(ObjectStoreError) in
                try await client.deletePolicy(policy.arn)
            }
        }
        try await ignoringAbsence { () throws(ObjectStoreError) in
            try await client.deleteUser(user)
        }
    }

    private func ignoringAbsence(
        _ body: () async throws(ObjectStoreError) -> Void
    ) async throws(ObjectStoreError) {
        do throws(ObjectStoreError) {
            try await body()
        } catch  where error.code == .notFound {
            return
        }
    }
}
