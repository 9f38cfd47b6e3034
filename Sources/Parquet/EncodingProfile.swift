/// Which encodings the writer chooses from.
public enum EncodingProfile: Hashable, Sendable {
    /// PLAIN, RLE_DICTIONARY, and DELTA_BINARY_PACKED for integers and times: what every reader
    /// that was tried takes, Iceberg's vectorised Spark reader included.
    case compatible
    /// Also DELTA_LENGTH_BYTE_ARRAY for text, BYTE_STREAM_SPLIT for doubles and RLE for booleans.
    /// Smaller; Iceberg 1.10 in Spark and fastparquet refuse such columns.
    case compact
    /// As ``compact``, with DELTA_BYTE_ARRAY for text: for columns in sorted order.
    case sortedText
}
