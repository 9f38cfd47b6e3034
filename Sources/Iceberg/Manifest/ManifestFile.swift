/// A manifest, as a manifest list describes it.
///
/// Source: Iceberg specification, "Manifest Lists", `manifest_file`.
public struct ManifestFile: Hashable, Sendable {
    /// What a manifest lists.
    public enum Content: Int32, Hashable, Sendable {
        /// Data files.
        case data = 0
        /// Delete files.
        case deletes = 1
    }

    /// What is known of one partition field over all files of a manifest.
    public struct FieldSummary: Hashable, Sendable {
        /// Whether any value is null.
        public var containsNull: Bool
        /// Whether any value is NaN.
        public var containsNaN: Bool?
        /// The least value, in single-value serialization and never cut; nil when all are null.
        public var lowerBound: [UInt8]?
        /// The greatest value.
        public var upperBound: [UInt8]?

        /// Creates a summary.
        public init(
            containsNull: Bool,
            containsNaN: Bool?,
            lowerBound: [UInt8]?,
            upperBound: [UInt8]?
        ) {
            self.containsNull = containsNull
            self.containsNaN = containsNaN
            self.lowerBound = lowerBound
            self.upperBound = upperBound
        }
    }

    /// Where the manifest lies, as a URI.
    public var manifestPath: String
    /// Bytes of the manifest.
    public var manifestLength: Int64
    /// The spec of its files.
    public var partitionSpecID: Int32
    /// What it lists.
    public var content: Content
    /// The sequence number of the snapshot that added the manifest.
    public var sequenceNumber: Int64
    /// The least data sequence number of its live files.
    public var minSequenceNumber: Int64
    /// The snapshot that added the manifest.
    public var addedSnapshotID: Int64
    /// Entries that are added, existing, deleted: files, then rows.
    public var addedFilesCount: Int32
    /// See ``addedFilesCount``.
    public var existingFilesCount: Int32
    /// See ``addedFilesCount``.
    public var deletedFilesCount: Int32
    /// See ``addedFilesCount``.
    public var addedRowsCount: Int64
    /// See ``addedFilesCount``.
    public var existingRowsCount: Int64
    /// See ``addedFilesCount``.
    public var deletedRowsCount: Int64
    /// A summary for each field of the spec.
    public var partitions: [FieldSummary]?
    /// Passed on.
    public var keyMetadata: [UInt8]?
    /// The id of the first row that has none of its own, in format version 3; nil: none is given.
    public var firstRowID: Int64?

    /// Creates the description of a manifest without entries.
    public init(
        manifestPath: String,
        manifestLength: Int64,
        partitionSpecID: Int32,
        content: Content = .data,
        sequenceNumber: Int64,
        minSequenceNumber: Int64,
        addedSnapshotID: Int64
    ) {
        self.manifestPath = manifestPath
        self.manifestLength = manifestLength
        self.partitionSpecID = partitionSpecID
        self.content = content
        self.sequenceNumber = sequenceNumber
        self.minSequenceNumber = minSequenceNumber
        self.addedSnapshotID = addedSnapshotID
        addedFilesCount = 0
        existingFilesCount = 0
        deletedFilesCount = 0
        addedRowsCount = 0
        existingRowsCount = 0
        deletedRowsCount = 0
    }
}
