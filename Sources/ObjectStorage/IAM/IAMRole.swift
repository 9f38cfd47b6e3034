/// A role as an IAM service tells of it.
public struct IAMRole: Hashable, Sendable {
    /// The name, unique in the account.
    public let name: String
    /// The path: `/lakewriter/`.
    public let path: String
    /// The name that policies use.
    public let arn: String
    /// Who may assume it: a JSON document; nil where the service does not say.
    public let trustPolicy: String?

    init?(_ element: XMLElement?) {
        guard let element, let name = element["RoleName"]?.text, !name.isEmpty else { return nil }
        self.name = name
        path = element["Path"]?.text ?? "/"
        arn = element["Arn"]?.text ?? ""
        trustPolicy = element["AssumeRolePolicyDocument"].map { IAMDocument.decode($0.text) }
    }
}
