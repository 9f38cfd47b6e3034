extension S3Action {
    /// The operations that are known: all on objects and their names, and those on buckets that
    /// could give an object away.
    static let all: [S3Action] =
        objectActions + listingActions
        + bucketActions.map { S3Action($0, .bucket) }
        + accountActions.map { S3Action($0, .account) }

    private static let listingKeys: Set = ["s3:prefix", "s3:delimiter", "s3:max-keys"]
    private static let storedTags: Set = ["s3:existingobjecttag/"]
    private static let version: Set = ["s3:versionid"]
    private static let sentTags: Set = ["s3:requestobjecttag/", "s3:requestobjecttagkeys"]
    private static let grants: Set = [
        "s3:x-amz-acl", "s3:x-amz-grant-full-control", "s3:x-amz-grant-read",
        "s3:x-amz-grant-read-acp", "s3:x-amz-grant-write", "s3:x-amz-grant-write-acp",
    ]
    private static let locks: Set = [
        "s3:object-lock-legal-hold", "s3:object-lock-mode",
        "s3:object-lock-remaining-retention-days", "s3:object-lock-retain-until-date",
    ]
    private static let put: Set = [
        "s3:if-match", "s3:if-none-match", "s3:objectcreationoperation", "s3:x-amz-copy-source",
        "s3:x-amz-metadata-directive", "s3:x-amz-server-side-encryption",
        "s3:x-amz-server-side-encryption-aws-kms-key-id",
        "s3:x-amz-server-side-encryption-customer-algorithm", "s3:x-amz-storage-class",
        "s3:x-amz-website-redirect-location", "s3:inventoryaccessibleoptionalfields",
    ]

    private static let listingActions = [
        S3Action("ListBucket", .listing, listingKeys),
        S3Action("ListBucketVersions", .listing, listingKeys),
        // No prefix: a policy cannot say whose uploads may be listed.
        S3Action("ListBucketMultipartUploads", .listing),
    ]

    private static let objectActions = [
        S3Action("AbortMultipartUpload", .object),
        S3Action("BypassGovernanceRetention", .object, locks.union(grants)),
        S3Action("DeleteObject", .object, ["s3:if-match"]),
        S3Action("DeleteObjectTagging", .object, storedTags),
        S3Action("DeleteObjectVersion", .object, version.union(storedTags)),
        S3Action("DeleteObjectVersionTagging", .object, version.union(storedTags)),
        S3Action("GetObject", .object, storedTags),
        S3Action("GetObjectAcl", .object, storedTags),
        S3Action("GetObjectAttributes", .object, storedTags),
        S3Action("GetObjectLegalHold", .object),
        S3Action("GetObjectRetention", .object),
        S3Action("GetObjectTagging", .object, storedTags),
        S3Action("GetObjectTorrent", .object),
        S3Action("GetObjectVersion", .object, version.union(storedTags)),
        S3Action("GetObjectVersionAcl", .object, version.union(storedTags)),
        S3Action("GetObjectVersionAttributes", .object, version.union(storedTags)),
        S3Action("GetObjectVersionForReplication", .object),
        S3Action("GetObjectVersionTagging", .object, version.union(storedTags)),
        S3Action("GetObjectVersionTorrent", .object, version),
        S3Action("InitiateReplication", .object),
        S3Action("ListMultipartUploadParts", .object),
        S3Action("ObjectOwnerOverrideToBucketOwner", .object),
        S3Action("PutObject", .object, put.union(grants).union(locks).union(sentTags)),
        S3Action("PutObjectAcl", .object, grants.union(storedTags)),
        S3Action("PutObjectLegalHold", .object, ["s3:object-lock-legal-hold"]),
        S3Action("PutObjectRetention", .object, locks),
        S3Action("PutObjectTagging", .object, storedTags.union(sentTags)),
        S3Action("PutObjectVersionAcl", .object, grants.union(version).union(storedTags)),
        S3Action("PutObjectVersionTagging", .object, version.union(storedTags).union(sentTags)),
        S3Action("ReplicateDelete", .object),
        S3Action("ReplicateObject", .object, put),
        S3Action("ReplicateTags", .object),
        S3Action("RestoreObject", .object),
        S3Action("UpdateObjectEncryption", .object),
    ]

    private static let bucketActions = [
        "CreateBucket", "DeleteBucket", "DeleteBucketPolicy", "DeleteBucketWebsite",
        "GetAccelerateConfiguration", "GetAnalyticsConfiguration", "GetBucketAcl", "GetBucketCORS",
        "GetBucketLocation", "GetBucketLogging", "GetBucketNotification",
        "GetBucketObjectLockConfiguration", "GetBucketOwnershipControls", "GetBucketPolicy",
        "GetBucketPolicyStatus", "GetBucketPublicAccessBlock", "GetBucketRequestPayment",
        "GetBucketTagging", "GetBucketVersioning", "GetBucketWebsite",
        "GetEncryptionConfiguration", "GetIntelligentTieringConfiguration",
        "GetInventoryConfiguration", "GetLifecycleConfiguration", "GetMetricsConfiguration",
        "GetReplicationConfiguration", "PutAccelerateConfiguration", "PutAnalyticsConfiguration",
        "PutBucketAcl", "PutBucketCORS", "PutBucketLogging", "PutBucketNotification",
        "PutBucketObjectLockConfiguration", "PutBucketOwnershipControls", "PutBucketPolicy",
        "PutBucketPublicAccessBlock", "PutBucketRequestPayment", "PutBucketTagging",
        "PutBucketVersioning", "PutBucketWebsite", "PutEncryptionConfiguration",
        "PutIntelligentTieringConfiguration", "PutInventoryConfiguration",
        "PutLifecycleConfiguration", "PutMetricsConfiguration", "PutReplicationConfiguration",
    ]

    private static let accountActions = [
        "CreateAccessPoint", "CreateJob", "GetAccountPublicAccessBlock", "GetDataAccess",
        "ListAccessPoints", "ListAllMyBuckets", "PutAccountPublicAccessBlock",
    ]
}
