public import ObjectStorage

/// How readers of the catalog get at the files that it names.
public struct AccessSettings: Hashable, Sendable {
    /// Who signs a reader's requests to the store.
    public enum Mode: String, Hashable, Sendable, CaseIterable {
        /// ``sts`` where a role or a token service is configured, otherwise ``sign`` for a bucket
        /// and ``off`` for a directory.
        case auto
        /// The reader, with credentials of the token service that hold for its tenant's prefixes.
        case sts
        /// The server, request by request, without handing anything out.
        case sign
        /// Nobody: readers bring credentials of their own.
        case off
    }

    /// Who signs; automatic.
    public var mode: Mode
    /// The role whose credentials are handed out, narrowed by a session policy.
    public var roleARN: String?
    /// Where the token service listens; nil: Amazon's of the region, or the store's own endpoint.
    public var stsEndpoint: S3Endpoint?
    /// How long credentials hold; an hour.
    public var duration: Duration

    /// Creates settings.
    public init(
        mode: Mode = .auto,
        roleARN: String? = nil,
        stsEndpoint: S3Endpoint? = nil,
        duration: Duration = .seconds(3600)
    ) {
        self.mode = mode
        self.roleARN = roleARN
        self.stsEndpoint = stsEndpoint
        self.duration = duration
    }

    /// What the automatic mode comes to for a lake.
    public func mode(for lake: ObjectStoreLocation) -> Mode {
        guard case .s3 = lake else { return .off }
        guard mode == .auto else { return mode }
        return roleARN != nil || stsEndpoint != nil ? .sts : .sign
    }
}
