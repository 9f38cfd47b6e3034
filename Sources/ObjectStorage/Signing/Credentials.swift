/// What a request is signed with.
public struct Credentials: Hashable, Sendable {
    /// The public half, which the store knows the secret by: `AKIA…`.
    public let accessKeyID: String
    /// The secret half.
    public let secretAccessKey: Secret
    /// The token that comes with temporary credentials.
    public let sessionToken: Secret?
    /// When the credentials cease to work; nil for lasting ones.
    public let expiration: UnixTime?

    /// Creates credentials.
    public init(
        accessKeyID: String,
        secretAccessKey: Secret,
        sessionToken: Secret? = nil,
        expiration: UnixTime? = nil
    ) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.expiration = expiration
    }
}
