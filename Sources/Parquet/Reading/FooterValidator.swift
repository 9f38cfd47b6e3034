/// Checks that what a footer says can be true.
struct FooterValidator {
    /// Bytes of the file in front of the footer.
    let dataSizeBytes: Int

    /// Checks the schema tree, and that every row group has its columns, inside the file.
    ///
    /// - Throws: ``ParquetError`` `malformed`.
    func check(_ metaData: FileMetaData) throws(ParquetError) {
        let leaves = try SchemaNode.tree(metaData.schema).leafCount
        guard metaData.rowCount >= 0 else { throw .footer("\(metaData.rowCount) rows") }
        if let orders = metaData.columnOrders, orders.count != leaves {
            throw .footer("\(orders.count) column orders for \(leaves) leaves")
        }
        // The file's number of rows is not held against its row groups': some writers leave it 0.
        for group in metaData.rowGroups {
            guard group.columns.count == leaves else {
                throw .footer("a row group of \(group.columns.count) columns for \(leaves) leaves")
            }
            guard group.rowCount >= 0 else {
                throw .footer("a row group of \(group.rowCount) rows")
            }
            for chunk in group.columns { try check(chunk) }
        }
    }

    private func check(_ chunk: ColumnChunk) throws(ParquetError) {
        // Another file's bytes, and encrypted ones, cannot be checked here.
        guard chunk.filePath == nil, let metaData = chunk.metaData else { return }
        guard metaData.valueCount >= 0, metaData.totalUncompressedSize >= 0 else {
            throw .footer("a column chunk of \(metaData.valueCount) values")
        }
        var start = metaData.dataPageOffset
        // Some writers say 0 where there is no dictionary.
        if let dictionary = metaData.dictionaryPageOffset, dictionary > 0 {
            start = min(start, dictionary)
        }
        try check(start, metaData.totalCompressedSize, "a column chunk")
        if let offset = chunk.columnIndexOffset, let length = chunk.columnIndexLength {
            try check(offset, Int64(length), "a column index")
        }
        if let offset = chunk.offsetIndexOffset, let length = chunk.offsetIndexLength {
            try check(offset, Int64(length), "an offset index")
        }
        if let offset = metaData.bloomFilterOffset {
            try check(offset, Int64(metaData.bloomFilterLength ?? 0), "a bloom filter")
        }
    }

    private func check(_ offset: Int64, _ size: Int64, _ what: String) throws(ParquetError) {
        guard offset >= 0, size >= 0, offset <= dataSizeBytes,
            size <= Int64(dataSizeBytes) - offset
        else { throw .footer("\(what) of \(size) bytes at \(offset) of \(dataSizeBytes)") }
    }
}

extension ParquetError {
    /// A footer that contradicts itself or its file.
    static func footer(_ message: String) -> ParquetError {
        ParquetError(.malformed, "footer: \(message)")
    }
}
