package import LakeModel

/// A request to the store as it is to be sent.
///
/// Source: Apache Iceberg, REST signer specification, `S3SignResponse`.
public struct RemoteSigningAnswer: Hashable, Sendable {
    /// The address, spelled as it was signed.
    public let uri: String
    /// The header fields to add to the request's own.
    public let headers: [String: String]

    /// The answer's JSON.
    package func write(to writer: inout JSONWriter) {
        writer.object { answer in
            answer.member("uri", uri)
            answer.name("headers")
            answer.object { object in
                for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
                    object.name(name)
                    object.array { $0.string(value) }
                }
            }
        }
    }
}
