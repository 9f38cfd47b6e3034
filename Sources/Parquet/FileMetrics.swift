public import LakeModel

/// What a finished file holds: what a manifest says of it.
public struct FileMetrics: Hashable, Sendable {
    /// The number of rows.
    public var rowCount: Int
    /// Bytes of the whole file.
    public var fileSizeBytes: Int
    /// Where each row group begins, ascending.
    public var splitOffsets: [Int]
    /// What is known of every leaf.
    public var columns: [FieldID: Column]

    /// What is known of one leaf.
    public struct Column: Hashable, Sendable {
        /// Bytes of its pages in the file.
        public var sizeBytes: Int
        /// The number of values, nulls, NaNs and empty lists included.
        public var valueCount: Int
        /// The number of nulls, empty lists included.
        public var nullCount: Int
        /// The number of NaN values; nil unless it is a `double`.
        public var nanCount: Int?
        /// No value is less; nil when there are no values, only NaN, or it lies inside a list.
        public var lowerBound: BoundValue?
        /// No value is greater; nil also when a cut text cannot be rounded up.
        public var upperBound: BoundValue?

        /// Creates what is known of a leaf.
        public init(
            sizeBytes: Int,
            valueCount: Int,
            nullCount: Int,
            nanCount: Int? = nil,
            lowerBound: BoundValue? = nil,
            upperBound: BoundValue? = nil
        ) {
            self.sizeBytes = sizeBytes
            self.valueCount = valueCount
            self.nullCount = nullCount
            self.nanCount = nanCount
            self.lowerBound = lowerBound
            self.upperBound = upperBound
        }
    }

    /// Creates the metrics of a file.
    public init(
        rowCount: Int,
        fileSizeBytes: Int,
        splitOffsets: [Int],
        columns: [FieldID: Column]
    ) {
        self.rowCount = rowCount
        self.fileSizeBytes = fileSizeBytes
        self.splitOffsets = splitOffsets
        self.columns = columns
    }
}
