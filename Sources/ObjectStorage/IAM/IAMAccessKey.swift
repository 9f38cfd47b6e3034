/// A user's access key without its secret.
public struct IAMAccessKey: Hashable, Sendable {
    /// The public half: `AKIA…`.
    public let id: String
    /// Whether it works.
    public let isActive: Bool
    /// When it was made; nil where the service does not say, as SeaweedFS does not.
    public let createdAt: UnixTime?

    /// Creates a key's description.
    public init(id: String, isActive: Bool, createdAt: UnixTime? = nil) {
        self.id = id
        self.isActive = isActive
        self.createdAt = createdAt
    }

    init?(_ element: XMLElement) {
        guard let id = element["AccessKeyId"]?.text, !id.isEmpty else { return nil }
        self.id = id
        isActive = element["Status"]?.text == "Active"
        createdAt = element["CreateDate"].flatMap { UnixTime(iso8601: $0.text) }
    }
}
