/// Credentials of a profile in the files that all AWS tools share.
///
/// A profile holds keys (`aws_access_key_id`, `aws_secret_access_key`, `aws_session_token`) or
/// names a program that prints some (`credential_process`). Roles and single sign-on want such a
/// program; `aws configure export-credentials --format process` is one.
public struct ProfileCredentials: AWSCredentialsProvider {
    private static let pool = BlockingPool(threadCount: 1)

    private let environment: [String: String]

    /// Creates the provider of the profile that an environment names; see
    /// ``AWSProfile/load(environment:)``.
    public init(_ environment: [String: String]) {
        self.environment = environment
    }

    /// The credentials, read anew; nil when there is no profile.
    ///
    /// - Throws: `.misconfigured`, saying what the profile lacks; `.unavailable` when the program
    ///   that it names fails.
    public func fetch() async throws(ObjectStoreError) -> Credentials? {
        let environment = environment
        return try await Self.pool.run { () throws(ObjectStoreError) -> Credentials? in
            let profile = try AWSProfile.load(environment: environment)
            return try Self.credentials(profile, environment)
        }
    }

    private static func credentials(
        _ profile: AWSProfile,
        _ environment: [String: String]
    ) throws(ObjectStoreError) -> Credentials? {
        let settings = profile.settings
        let id = settings["aws_access_key_id"]
        let secret = settings["aws_secret_access_key"]
        if let id, let secret {
            return Credentials(
                accessKeyID: id,
                secretAccessKey: Secret(secret),
                sessionToken: settings["aws_session_token"].map(Secret.init)
            )
        }
        if id != nil || secret != nil {
            let missing = id == nil ? "aws_access_key_id" : "aws_secret_access_key"
            throw ObjectStoreError(.misconfigured, "profile \(profile.name) lacks \(missing)")
        }
        if let command = settings["credential_process"] {
            let output = try Subprocess.output(ofShell: command, environment: environment)
            return try CredentialProcessReply.credentials(output, profile: profile.name)
        }
        let unknown = ["role_arn", "sso_session", "sso_start_url", "web_identity_token_file"]
            .first { settings[$0] != nil }
        if let unknown {
            throw ObjectStoreError(
                .misconfigured,
                "profile \(profile.name) uses \(unknown): give it a credential_process instead, "
                    + "such as 'aws configure export-credentials --format process'"
            )
        }
        return nil
    }
}
