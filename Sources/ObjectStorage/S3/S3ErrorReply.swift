/// What an answer of S3 that reports an error says.
///
/// Source: Amazon S3 API Reference, "Error responses".
package struct S3ErrorReply: Hashable, Sendable {
    /// The answer's status.
    package let status: Int
    /// The error's name, `NoSuchBucket`; empty when the answer has no body that says it.
    package let code: String
    /// The store's own words, cut and cleansed for a message of one line.
    package let message: String
    /// The region that the bucket lies in, where the store gives it away.
    package let region: String?
    /// What to tell the store's operators.
    package let requestID: String?

    /// Reads an answer; nil when it reports none.
    ///
    /// `CompleteMultipartUpload` may answer 200 at once and report an error in the body later.
    package init?(_ response: HTTPResponse) {
        let document = try? XMLElement.parse(response.body)
        let error = document.flatMap { $0.name == "Error" ? $0 : $0["Error"] }
        guard error != nil || !(200..<300).contains(response.status) else { return nil }
        status = response.status
        code = Self.cleansed(error?["Code"]?.text ?? "")
        message = Self.cleansed(error?["Message"]?.text ?? "")
        let region = error?["Region"]?.text ?? response[header: "x-amz-bucket-region"]
        self.region = region.map(Self.cleansed)
        let id = response[header: "x-amz-request-id"] ?? error?["RequestId"]?.text
        requestID = id.map(Self.cleansed)
    }

    private static func cleansed(_ text: String) -> String {
        let scalars = text.unicodeScalars.prefix(300).map { scalar in
            scalar.properties.generalCategory == .control ? " " : Character(scalar)
        }
        return String(scalars)
    }
}
