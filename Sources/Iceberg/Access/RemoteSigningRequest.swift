package import LakeModel

/// A reader's request to the store that it asks to have signed.
///
/// Source: Apache Iceberg, REST signer specification, `S3SignRequest`.
public struct RemoteSigningRequest: Hashable, Sendable {
    /// The method.
    public let method: String
    /// The region that the reader means to send it to.
    public let region: String
    /// The whole address, encoded as the reader spells it.
    public let uri: String
    /// The header fields, each with its values.
    public let headers: [String: [String]]

    /// Creates a request.
    public init(method: String, region: String, uri: String, headers: [String: [String]]) {
        self.method = method
        self.region = region
        self.uri = uri
        self.headers = headers
    }

    /// Reads a request of JSON; nil when a member is missing or is of another type.
    package init?(_ node: JSONNode) {
        guard let method = node["method"]?.string, let region = node["region"]?.string,
            let uri = node["uri"]?.string, let members = node["headers"]?.members
        else { return nil }
        var headers: [String: [String]] = [:]
        for member in members {
            guard let values = member.node.array?.map(\.string), !values.contains(nil) else {
                return nil
            }
            headers[member.name, default: []] += values.compactMap { $0 }
        }
        self.init(method: method, region: region, uri: uri, headers: headers)
    }
}
