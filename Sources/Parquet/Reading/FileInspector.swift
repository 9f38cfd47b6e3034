/// Looks into a whole file without decoding its values: what `lakewriter inspect` shows.
public struct FileInspector: Sendable {
    /// Bytes of the file.
    public let fileSizeBytes: Int
    /// The footer, checked.
    public let metaData: FileMetaData
    /// The schema.
    public let schema: SchemaNode
    /// One entry a column chunk, row group by row group.
    public let columns: [ColumnSummary]
    private let file: [UInt8]

    /// Reads the footer of a file.
    ///
    /// - Throws: ``ParquetError`` `malformed`, or `unsupported` when the footer is encrypted.
    public init(file: [UInt8]) throws(ParquetError) {
        self.file = file
        fileSizeBytes = file.count
        metaData = try FooterReader.read(file: file)
        schema = try SchemaNode.tree(metaData.schema)
        let leaves = schema.leaves
        var columns: [ColumnSummary] = []
        for (number, group) in metaData.rowGroups.enumerated() {
            for (leaf, chunk) in zip(leaves, group.columns) {
                guard let metaData = chunk.metaData else { continue }
                columns.append(ColumnSummary(rowGroup: number, leaf: leaf, metaData: metaData))
            }
        }
        self.columns = columns
    }

    /// Reads a column chunk's column index; nil when it has none.
    ///
    /// - Throws: ``ParquetError`` `malformed`.
    public func columnIndex(_ chunk: ColumnChunk) throws(ParquetError) -> ColumnIndex? {
        try read(chunk.columnIndexOffset, chunk.columnIndexLength)
    }

    /// Reads a column chunk's offset index; nil when it has none.
    ///
    /// - Throws: ``ParquetError`` `malformed`.
    public func offsetIndex(_ chunk: ColumnChunk) throws(ParquetError) -> OffsetIndex? {
        try read(chunk.offsetIndexOffset, chunk.offsetIndexLength)
    }

    private func read<Value: ThriftStruct>(
        _ offset: Int64?,
        _ length: Int32?
    ) throws(ParquetError) -> Value? {
        guard let offset, let length else { return nil }
        guard offset >= 0, length >= 0, offset <= Int64(file.count),
            Int64(length) <= Int64(file.count) - offset
        else { throw .footer("an index of \(length) bytes at \(offset) of \(file.count)") }
        var reader = CompactReader(file[Int(offset)..<(Int(offset) + Int(length))])
        return try Value(from: &reader)
    }
}

extension SchemaNode {
    /// The leaves below, in order.
    var leaves: [SchemaElement] {
        isLeaf ? [element] : children.flatMap(\.leaves)
    }
}
