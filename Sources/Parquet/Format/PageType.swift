/// What a page holds.
///
/// Open: a number that is not named here is kept, and shown as itself. Source: `parquet.thrift`, `PageType`.
public struct PageType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number in `parquet.thrift`.
    public let rawValue: Int32

    /// Values, in the first layout.
    public static let dataPage = PageType(rawValue: 0)
    /// Never written by anyone.
    public static let indexPage = PageType(rawValue: 1)
    /// The chunk's distinct values.
    public static let dictionaryPage = PageType(rawValue: 2)
    /// Values, in the second layout: levels stay uncompressed.
    public static let dataPageV2 = PageType(rawValue: 3)

    /// The name in `parquet.thrift`, or the number.
    public var description: String {
        switch self {
        case .dataPage: "DATA_PAGE"
        case .indexPage: "INDEX_PAGE"
        case .dictionaryPage: "DICTIONARY_PAGE"
        case .dataPageV2: "DATA_PAGE_V2"
        default: "PageType(\(rawValue))"
        }
    }

    /// Creates the value of a number, known or not.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }
}
