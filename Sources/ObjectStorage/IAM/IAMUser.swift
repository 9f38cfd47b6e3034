/// A user as an IAM service tells of it.
public struct IAMUser: Hashable, Sendable {
    /// The name, unique in the account.
    public let name: String
    /// The path: `/lakewriter/`; `/` where the service keeps none.
    public let path: String
    /// The name that policies use: `arn:aws:iam::123456789012:user/lakewriter/x`.
    public let arn: String

    /// Creates a user's description.
    public init(name: String, path: String, arn: String) {
        self.name = name
        self.path = path
        self.arn = arn
    }

    init?(_ element: XMLElement?) {
        guard let element, let name = element["UserName"]?.text, !name.isEmpty else { return nil }
        self.name = name
        path = element["Path"]?.text ?? "/"
        arn = element["Arn"]?.text ?? ""
    }
}
