/// How many pages of one kind a column chunk has.
///
/// Source: `parquet.thrift`, `PageEncodingStats`.
public struct PageEncodingStats: Hashable, Sendable {
    /// What the pages hold.
    public var pageType: PageType
    /// How their values are encoded.
    public var encoding: Encoding
    /// The number of such pages.
    public var count: Int32

    /// Creates the structure.
    public init(
        pageType: PageType,
        encoding: Encoding,
        count: Int32
    ) {
        self.pageType = pageType
        self.encoding = encoding
        self.count = count
    }
}

extension PageEncodingStats: ThriftStruct {
    package init(from reader: inout CompactReader) throws(ParquetError) {
        var pageType: PageType?
        var encoding: Encoding?
        var count: Int32?
        try reader.readStructure { reader, header throws(ParquetError) in
            switch header.id {
            case 1: pageType = try reader.int32(header).map(PageType.init)
            case 2: encoding = try reader.int32(header).map(Encoding.init)
            case 3: count = try reader.int32(header)
            default: return false
            }
            return true
        }
        guard let pageType else { throw .missing("PageEncodingStats.page_type") }
        guard let encoding else { throw .missing("PageEncodingStats.encoding") }
        guard let count else { throw .missing("PageEncodingStats.count") }
        self.init(pageType: pageType, encoding: encoding, count: count)
    }

    package func writeFields(to writer: inout CompactWriter) {
        writer.field(1, pageType.rawValue)
        writer.field(2, encoding.rawValue)
        writer.field(3, count)
    }
}
