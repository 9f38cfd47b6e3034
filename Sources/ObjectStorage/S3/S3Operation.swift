/// What is asked of S3: the operations that this program uses.
package enum S3Operation: String, Hashable, Sendable, CaseIterable {
    case putObject = "PutObject"
    case getObject = "GetObject"
    case headObject = "HeadObject"
    case getObjectTagging = "GetObjectTagging"
    case deleteObject = "DeleteObject"
    case deleteObjectVersion = "DeleteObjectVersion"
    case deleteObjects = "DeleteObjects"
    case listObjects = "ListObjectsV2"
    case listObjectVersions = "ListObjectVersions"
    case listMultipartUploads = "ListMultipartUploads"
    case createMultipartUpload = "CreateMultipartUpload"
    case uploadPart = "UploadPart"
    case completeMultipartUpload = "CompleteMultipartUpload"
    case abortMultipartUpload = "AbortMultipartUpload"
    case getBucketPolicy = "GetBucketPolicy"
    case putBucketPolicy = "PutBucketPolicy"

    /// The HTTP method.
    var method: String {
        switch self {
        case .putObject, .uploadPart, .putBucketPolicy: "PUT"
        case .getObject, .getObjectTagging, .listObjects, .listObjectVersions,
            .listMultipartUploads,
            .getBucketPolicy:
            "GET"
        case .headObject: "HEAD"
        case .deleteObject, .deleteObjectVersion, .abortMultipartUpload: "DELETE"
        case .createMultipartUpload, .completeMultipartUpload, .deleteObjects: "POST"
        }
    }

    /// The permission that a policy must grant for it.
    var action: String {
        switch self {
        case .putObject, .createMultipartUpload, .uploadPart, .completeMultipartUpload:
            "s3:PutObject"
        case .getObject, .headObject: "s3:GetObject"
        case .getObjectTagging: "s3:GetObjectTagging"
        case .deleteObject: "s3:DeleteObject"
        case .deleteObjectVersion, .deleteObjects: "s3:DeleteObjectVersion"
        case .listObjects: "s3:ListBucket"
        case .listObjectVersions: "s3:ListBucketVersions"
        case .listMultipartUploads: "s3:ListBucketMultipartUploads"
        case .abortMultipartUpload: "s3:AbortMultipartUpload"
        case .getBucketPolicy: "s3:GetBucketPolicy"
        case .putBucketPolicy: "s3:PutBucketPolicy"
        }
    }

    /// Whether it changes what the store holds, so that an answer that never came is a question.
    var isWrite: Bool {
        switch self {
        case .getObject, .headObject, .getObjectTagging, .listObjects, .listObjectVersions,
            .listMultipartUploads,
            .getBucketPolicy:
            false
        default: true
        }
    }
}
