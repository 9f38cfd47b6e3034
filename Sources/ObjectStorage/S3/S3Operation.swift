/// What is asked of S3: the operations that this program uses.
package enum S3Operation: String, Hashable, Sendable, CaseIterable {
    case putObject = "PutObject"
    case getObject = "GetObject"
    case headObject = "HeadObject"
    case deleteObject = "DeleteObject"
    case listObjects = "ListObjectsV2"
    case createMultipartUpload = "CreateMultipartUpload"
    case uploadPart = "UploadPart"
    case completeMultipartUpload = "CompleteMultipartUpload"
    case abortMultipartUpload = "AbortMultipartUpload"

    /// The HTTP method.
    var method: String {
        switch self {
        case .putObject, .uploadPart: "PUT"
        case .getObject, .listObjects: "GET"
        case .headObject: "HEAD"
        case .deleteObject, .abortMultipartUpload: "DELETE"
        case .createMultipartUpload, .completeMultipartUpload: "POST"
        }
    }

    /// The permission that a policy must grant for it.
    var action: String {
        switch self {
        case .putObject, .createMultipartUpload, .uploadPart, .completeMultipartUpload:
            "s3:PutObject"
        case .getObject, .headObject: "s3:GetObject"
        case .deleteObject: "s3:DeleteObject"
        case .listObjects: "s3:ListBucket"
        case .abortMultipartUpload: "s3:AbortMultipartUpload"
        }
    }

    /// Whether it changes what the store holds, so that an answer that never came is a question.
    var isWrite: Bool {
        switch self {
        case .getObject, .headObject, .listObjects: false
        default: true
        }
    }
}
