public import ByteCoding
public import LakeModel

/// The events of one request, authenticated and not yet decoded.
public struct IngestRequest: Sendable {
    /// How the body is laid out.
    public enum Format: UInt8, Hashable, Sendable {
        /// One JSON object, or an array of objects (`application/json`).
        case json = 0
        /// One JSON object a line (`application/x-ndjson`).
        case ndjson = 1
    }

    /// How the body is compressed.
    public enum ContentEncoding: UInt8, Hashable, Sendable {
        /// Not at all.
        case identity = 0
        /// RFC 1952.
        case gzip = 1
        /// RFC 8878.
        case zstd = 2
    }

    /// Whose events these are: from the credential, never from the body.
    public let tenant: TenantID
    /// Which table they belong to.
    public let table: TableName
    /// How ``body`` is laid out once decompressed.
    public let format: Format
    /// How ``body`` is compressed.
    public let encoding: ContentEncoding
    /// The body as the client sent it.
    public let body: PaddedBytes
    /// Whether one bad event refuses the whole request (`?strict=true`).
    public let isStrict: Bool
    /// How many tables of the tenant may hold rows at once, this one included; nil: any number.
    public let openTablesMax: Int?

    /// Creates a request.
    public init(
        tenant: TenantID,
        table: TableName,
        format: Format,
        encoding: ContentEncoding,
        body: PaddedBytes,
        isStrict: Bool = false,
        openTablesMax: Int? = nil
    ) {
        self.tenant = tenant
        self.table = table
        self.format = format
        self.encoding = encoding
        self.body = body
        self.isStrict = isStrict
        self.openTablesMax = openTablesMax
    }
}
