/// What precedes every page.
///
/// Source: `parquet.thrift`, `PageHeader`.
package struct PageHeader: Hashable, Sendable {
    /// What the page holds.
    package var type: PageType
    /// Bytes of the page before compression, header not counted.
    package var uncompressedPageSize: Int32
    /// Bytes of the page in the file, header not counted.
    package var compressedPageSize: Int32
    /// CRC-32 of the page as it lies in the file.
    package var crc: Int32?
    /// More, for `DATA_PAGE`.
    package var dataPageHeader: DataPageHeader?
    /// More, for `DICTIONARY_PAGE`.
    package var dictionaryPageHeader: DictionaryPageHeader?
    /// More, for `DATA_PAGE_V2`.
    package var dataPageHeaderV2: DataPageHeaderV2?

    /// Creates the structure.
    package init(
        type: PageType,
        uncompressedPageSize: Int32,
        compressedPageSize: Int32,
        crc: Int32? = nil,
        dataPageHeader: DataPageHeader? = nil,
        dictionaryPageHeader: DictionaryPageHeader? = nil,
        dataPageHeaderV2: DataPageHeaderV2? = nil
    ) {
        self.type = type
        self.uncompressedPageSize = uncompressedPageSize
        self.compressedPageSize = compressedPageSize
        self.crc = crc
        self.dataPageHeader = dataPageHeader
        self.dictionaryPageHeader = dictionaryPageHeader
        self.dataPageHeaderV2 = dataPageHeaderV2
    }
}

extension PageHeader: ThriftStruct {
    package init(from reader: inout CompactReader) throws(ParquetError) {
        var type: PageType?
        var uncompressedPageSize: Int32?
        var compressedPageSize: Int32?
        var crc: Int32?
        var dataPageHeader: DataPageHeader?
        var dictionaryPageHeader: DictionaryPageHeader?
        var dataPageHeaderV2: DataPageHeaderV2?
        try reader.readStructure { reader, header throws(ParquetError) in
            switch header.id {
            case 1: type = try reader.int32(header).map(PageType.init)
            case 2: uncompressedPageSize = try reader.int32(header)
            case 3: compressedPageSize = try reader.int32(header)
            case 4: crc = try reader.int32(header)
            case 5: dataPageHeader = try reader.structure(header)
            case 7: dictionaryPageHeader = try reader.structure(header)
            case 8: dataPageHeaderV2 = try reader.structure(header)
            default: return false
            }
            return true
        }
        guard let type else { throw .missing("PageHeader.type") }
        guard let uncompressedPageSize else { throw .missing("PageHeader.uncompressed_page_size") }
        guard let compressedPageSize else { throw .missing("PageHeader.compressed_page_size") }
        self.init(
            type: type,
            uncompressedPageSize: uncompressedPageSize,
            compressedPageSize: compressedPageSize,
            crc: crc,
            dataPageHeader: dataPageHeader,
            dictionaryPageHeader: dictionaryPageHeader,
            dataPageHeaderV2: dataPageHeaderV2
        )
    }

    package func writeFields(to writer: inout CompactWriter) {
        writer.field(1, type.rawValue)
        writer.field(2, uncompressedPageSize)
        writer.field(3, compressedPageSize)
        writer.field(4, crc)
        writer.field(5, dataPageHeader)
        writer.field(7, dictionaryPageHeader)
        writer.field(8, dataPageHeaderV2)
    }
}

extension PageHeader {
    /// Creates the header of a page whose sizes are not known yet.
    init(type: PageType) {
        self.init(type: type, uncompressedPageSize: 0, compressedPageSize: 0)
    }
}
