/// Credentials of the environment: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`,
/// `AWS_SESSION_TOKEN`.
public struct EnvironmentCredentials: AWSCredentialsProvider {
    private let environment: [String: String]

    /// Creates the provider of an environment's credentials.
    public init(_ environment: [String: String]) {
        self.environment = environment
    }

    /// The credentials; nil when neither key is set.
    ///
    /// - Throws: `.misconfigured` when one key is set without the other.
    public func fetch() async throws(ObjectStoreError) -> Credentials? {
        let id = value("AWS_ACCESS_KEY_ID")
        let secret = value("AWS_SECRET_ACCESS_KEY")
        guard id != nil || secret != nil else { return nil }
        guard let id, let secret else {
            let missing = id == nil ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY"
            throw ObjectStoreError(
                .misconfigured,
                "\(missing) is not set, though its other half is"
            )
        }
        return Credentials(
            accessKeyID: id,
            secretAccessKey: Secret(secret),
            sessionToken: value("AWS_SESSION_TOKEN").map(Secret.init)
        )
    }

    private func value(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
