/// A managed policy's name and address.
public struct IAMPolicy: Hashable, Sendable {
    /// The name, unique in the account.
    public let name: String
    /// What it is attached by: `arn:aws:iam::123456789012:policy/lakewriter/x`.
    public let arn: String
    /// The version that counts; nil where the answer does not say.
    public let defaultVersion: String?
    /// How many users, groups and roles it is attached to; nil where the answer does not say.
    public let attachments: Int?

    /// Creates a policy's description.
    public init(name: String, arn: String, defaultVersion: String? = nil, attachments: Int? = nil) {
        self.name = name
        self.arn = arn
        self.defaultVersion = defaultVersion
        self.attachments = attachments
    }

    init?(_ element: XMLElement?) {
        guard let element, let name = element["PolicyName"]?.text, !name.isEmpty,
            let arn = (element["Arn"] ?? element["PolicyArn"])?.text, !arn.isEmpty
        else { return nil }
        self.name = name
        self.arn = arn
        defaultVersion = element["DefaultVersionId"]?.text
        attachments = element["AttachmentCount"].flatMap { Int($0.text) }
    }
}
