/// How a page's values or levels become bytes.
///
/// Open: a number that is not named here is kept, and shown as itself. Source: `parquet.thrift`, `Encoding`, and `Encodings.md`.
public struct Encoding: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number in `parquet.thrift`.
    public let rawValue: Int32

    /// Values one after another.
    public static let plain = Encoding(rawValue: 0)
    /// The older name of dictionary pages and their indices; read only.
    public static let plainDictionary = Encoding(rawValue: 2)
    /// Runs and bit-packed groups.
    public static let rle = Encoding(rawValue: 3)
    /// Levels packed from the most significant bit, deprecated; read only.
    public static let bitPacked = Encoding(rawValue: 4)
    /// Differences of integers, bit-packed.
    public static let deltaBinaryPacked = Encoding(rawValue: 5)
    /// Lengths as differences, then all bytes.
    public static let deltaLengthByteArray = Encoding(rawValue: 6)
    /// What a value shares with the one before, then the rest.
    public static let deltaByteArray = Encoding(rawValue: 7)
    /// Indices into the chunk's dictionary page.
    public static let rleDictionary = Encoding(rawValue: 8)
    /// All first bytes, then all second bytes, and so on.
    public static let byteStreamSplit = Encoding(rawValue: 9)
    /// Adaptive lossless floating point; read only.
    public static let alp = Encoding(rawValue: 10)

    /// The name in `parquet.thrift`, or the number.
    public var description: String {
        switch self {
        case .plain: "PLAIN"
        case .plainDictionary: "PLAIN_DICTIONARY"
        case .rle: "RLE"
        case .bitPacked: "BIT_PACKED"
        case .deltaBinaryPacked: "DELTA_BINARY_PACKED"
        case .deltaLengthByteArray: "DELTA_LENGTH_BYTE_ARRAY"
        case .deltaByteArray: "DELTA_BYTE_ARRAY"
        case .rleDictionary: "RLE_DICTIONARY"
        case .byteStreamSplit: "BYTE_STREAM_SPLIT"
        case .alp: "ALP"
        default: "Encoding(\(rawValue))"
        }
    }

    /// Creates the value of a number, known or not.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }
}
