import ObjectStorage

/// How a client reaches a bucket, in the words of Iceberg's S3 file access.
///
/// Source: Apache Iceberg, `S3FileIOProperties` and `AwsClientProperties`; the REST catalog
/// specification, `LoadTableResult`, "Storage Credentials".
enum StoreProperties {
    /// The properties; none of them is secret.
    static func of(_ settings: S3Settings) -> [String: String] {
        [
            "s3.endpoint": settings.endpoint.description,
            "s3.region": settings.region,
            "client.region": settings.region,
            "s3.path-style-access": settings.addressing == .path ? "true" : "false",
        ]
    }
}
