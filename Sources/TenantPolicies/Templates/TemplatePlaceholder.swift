/// What a template may leave open, written `{{name}}`; see `policies/README.md`.
enum TemplatePlaceholder: String, Hashable, Sendable, CaseIterable {
    // Of the lake.
    case partition
    case bucket
    case root
    case table
    case region
    case account
    case viaS3 = "via-s3"
    case encryption
    case defaultKey = "default-key"
    case bucketKey = "bucket-key"
    case principalTag = "principal-tag"
    case brokerRole = "broker-role"
    case sessionRole = "session-role"
    case writerPrincipal = "writer-principal"
    case name

    // Of a tenant.
    case tenant
    case logicalID = "logical-id"
    case folder
    case kmsKey = "kms-key"
    case ownKey = "own-key"
    case userName = "user-name"
    case userARN = "user-arn"

    // Only asked for by `{{if name}}`.
    case write
    case objectTags = "object-tags"
    case minioListing = "minio-listing"

    // Documents of other forms, as values or, `{{name:text}}`, as their compact text.
    case identity
    case abacRole = "abac-role"
    case abacTrust = "abac-trust"
    case bucketPolicy = "bucket-policy"
    case writerPolicy = "writer-policy"
    case kmsPolicy = "kms-policy"
}
