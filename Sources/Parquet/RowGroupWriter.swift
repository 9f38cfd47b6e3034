/// Writes one row group: its column chunks one after another, each handed on when it is done.
struct RowGroupWriter {
    let schema: FileSchema
    let settings: WriterSettings
    let workspace: EncoderWorkspace
    let sortingColumns: [SortingColumn]?

    /// What a row group leaves for the footer.
    struct Result: Sendable {
        /// What the footer says, but for where the indices will lie.
        var rowGroup: RowGroup
        /// The chunks without their bytes, in the schema's order.
        let chunks: [EncodedColumnChunk]
    }

    /// Encodes all leaves of some rows; the row group begins at `offset` of the file.
    ///
    /// - Throws: ``ParquetError``, or whatever `sink` throws.
    func write(
        _ slices: [BatchSlice],
        ordinal: Int,
        offset: Int,
        to sink: (consuming [UInt8]) throws -> Void
    ) throws -> Result {
        var end = offset
        var chunks: [EncodedColumnChunk] = []
        for leaf in schema.leaves {
            let writer = ColumnChunkWriter(leaf: leaf, settings: settings, workspace: workspace)
            let chunk = try writer.encode(slices, offset: end)
            end += chunk.bytes.count
            chunks.append(chunk.withoutBytes)
            try sink(chunk.bytes)
        }
        let rows = slices.reduce(0) { $0 + $1.rows.count }
        let rowGroup = RowGroup(
            columns: chunks.map { ColumnChunk(fileOffset: 0, metaData: $0.metaData) },
            totalByteSize: chunks.reduce(0) { $0 + $1.metaData.totalUncompressedSize },
            rowCount: Int64(rows),
            sortingColumns: sortingColumns,
            fileOffset: Int64(offset),
            totalCompressedSize: Int64(end - offset),
            // Optional, and 16 bits wide: beyond that it is left out.
            ordinal: Int16(exactly: ordinal)
        )
        return Result(rowGroup: rowGroup, chunks: chunks)
    }
}
