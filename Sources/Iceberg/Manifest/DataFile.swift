/// A file of rows, as a manifest describes it.
///
/// Source: Iceberg specification, "Manifests", `data_file`.
public struct DataFile: Hashable, Sendable {
    /// What a file holds.
    public enum Content: Int32, Hashable, Sendable {
        /// Rows.
        case data = 0
        /// Positions of rows that are deleted.
        case positionDeletes = 1
        /// Values of rows that are deleted.
        case equalityDeletes = 2
    }

    /// What the file holds.
    public var content: Content = .data
    /// Where it lies, as a URI.
    public var filePath: String
    /// `PARQUET`, `AVRO`, `ORC` or `PUFFIN`; readers take any case.
    public var fileFormat: String = "PARQUET"
    /// The partition's values, in the order of the spec's fields; nil is null.
    public var partition: [Literal?]
    /// The number of rows; exact.
    public var recordCount: Int64
    /// Bytes of the whole file; exact: readers find the footer by it.
    public var fileSizeInBytes: Int64
    /// Bytes of each column in the file, by field id; likewise below.
    public var columnSizes: [Int32: Int64] = [:]
    /// The number of values, nulls included.
    public var valueCounts: [Int32: Int64] = [:]
    /// The number of nulls.
    public var nullValueCounts: [Int32: Int64] = [:]
    /// The number of NaNs, for floating-point columns.
    public var nanValueCounts: [Int32: Int64] = [:]
    /// Bounds that no value is less than, in single-value serialization.
    public var lowerBounds: [Int32: [UInt8]] = [:]
    /// Bounds that no value is greater than, in single-value serialization.
    public var upperBounds: [Int32: [UInt8]] = [:]
    /// Passed on.
    public var keyMetadata: [UInt8]?
    /// Where each row group begins, ascending; nil where it is not known.
    public var splitOffsets: [Int64]?
    /// The columns that equality deletes compare.
    public var equalityIDs: [Int32]?
    /// How the rows are sorted.
    public var sortOrderID: Int32?
    /// The only file that position deletes speak of.
    public var referencedDataFile: String?
    /// The id of the first row, in format version 3; nil where the manifest's gives it.
    public var firstRowID: Int64?
    /// Where a deletion vector begins in its file, in format version 3.
    public var contentOffset: Int64?
    /// Bytes of the deletion vector, in format version 3.
    public var contentSizeInBytes: Int64?

    /// Creates the description of a Parquet file of rows.
    public init(
        filePath: String,
        partition: [Literal?],
        recordCount: Int64,
        fileSizeInBytes: Int64
    ) {
        self.filePath = filePath
        self.partition = partition
        self.recordCount = recordCount
        self.fileSizeInBytes = fileSizeInBytes
    }
}
