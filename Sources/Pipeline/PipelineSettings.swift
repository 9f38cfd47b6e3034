public import Columnar

/// How a ``Writer`` behaves; components are apart, in ``Components``.
public struct PipelineSettings: Hashable, Sendable {
    /// When rows leave their buffer, and how much may wait.
    public var flush: FlushPolicy
    /// When files are committed to their tables, and how many at once.
    public var commit: CommitPolicy
    /// Bytes of one body, decompressed.
    ///
    /// Default: 64 MiB.
    public var bodyBytesMax: Int
    /// How far ahead of the server's clock an event's time may lie.
    ///
    /// Default: one day.
    public var futureLimit: Duration
    /// How deep, long and wide one event may be; see ``DecodeLimits`` for the defaults.
    public var decode: DecodeLimits
    /// zstd's level for data files.
    ///
    /// Default: 1; level 3 costs half as much CPU again in encoding and made files of measured
    /// streams no smaller.
    public var compressionLevel: Int
    /// Bytes of a multipart upload's part, and the size up to which a file goes out in one put.
    ///
    /// Default: 8 MiB.
    public var partBytes: Int
    /// Whether a start takes the rows of files that are in the lake, and not in their tables yet,
    /// from the log again, and writes those files that are gone.
    ///
    /// Default: false, which takes the lake at the log's word and needs no memory for them.
    public var rewritesMissingFiles: Bool
    /// How often ages are looked at.
    ///
    /// Default: 100 ms.
    public var tickInterval: Duration

    /// Creates settings; see each property for its default.
    public init(
        flush: FlushPolicy = FlushPolicy(),
        commit: CommitPolicy = CommitPolicy(),
        bodyBytesMax: Int = 64 << 20,
        futureLimit: Duration = .seconds(86_400),
        decode: DecodeLimits = DecodeLimits(),
        compressionLevel: Int = 1,
        partBytes: Int = 8 << 20,
        rewritesMissingFiles: Bool = false,
        tickInterval: Duration = .milliseconds(100)
    ) {
        self.flush = flush
        self.commit = commit
        self.bodyBytesMax = bodyBytesMax
        self.futureLimit = futureLimit
        self.decode = decode
        self.compressionLevel = compressionLevel
        self.partBytes = partBytes
        self.rewritesMissingFiles = rewritesMissingFiles
        self.tickInterval = tickInterval
    }
}
