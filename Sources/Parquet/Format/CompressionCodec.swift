/// How the pages of a column chunk are compressed.
///
/// Open: a number that is not named here is kept, and shown as itself. Source: `parquet.thrift`, `CompressionCodec`, and `Compression.md`.
public struct CompressionCodec: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number in `parquet.thrift`.
    public let rawValue: Int32

    /// Not at all.
    public static let uncompressed = CompressionCodec(rawValue: 0)
    /// Snappy; read only.
    public static let snappy = CompressionCodec(rawValue: 1)
    /// Gzip; read only.
    public static let gzip = CompressionCodec(rawValue: 2)
    /// LZO; read only.
    public static let lzo = CompressionCodec(rawValue: 3)
    /// Brotli; read only.
    public static let brotli = CompressionCodec(rawValue: 4)
    /// LZ4 in Hadoop's frames, deprecated; read only.
    public static let lz4 = CompressionCodec(rawValue: 5)
    /// Zstandard frames (RFC 8878).
    public static let zstd = CompressionCodec(rawValue: 6)
    /// LZ4 blocks; read only.
    public static let lz4Raw = CompressionCodec(rawValue: 7)

    /// The name in `parquet.thrift`, or the number.
    public var description: String {
        switch self {
        case .uncompressed: "UNCOMPRESSED"
        case .snappy: "SNAPPY"
        case .gzip: "GZIP"
        case .lzo: "LZO"
        case .brotli: "BROTLI"
        case .lz4: "LZ4"
        case .zstd: "ZSTD"
        case .lz4Raw: "LZ4_RAW"
        default: "CompressionCodec(\(rawValue))"
        }
    }

    /// Creates the value of a number, known or not.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }
}
