public import Columnar
public import LakeModel

/// Writes one Parquet file from record batches, and hands its bytes on as they are finished.
///
/// | part | written |
/// |---|---|
/// | `PAR1` | with the first bytes |
/// | row groups: column chunks of pages | when enough rows or bytes have come |
/// | column indices, then offset indices | by ``finish(to:)`` |
/// | footer, its length (4 bytes), `PAR1` | by ``finish(to:)`` |
///
/// Batches are kept until their row group is full, so several small ones share it; a column chunk
/// is the most that is encoded and not yet handed on. After an error the file is lost: drop the
/// writer. It knows no clock, file or socket: the same batches and settings give the same bytes.
///
/// Source: Parquet README.md, "File format"; the schema's form is said at `FileSchema`.
public struct FileWriter: ~Copyable, Sendable {
    private let schema: TableSchema
    private let fileSchema: FileSchema
    private let settings: WriterSettings
    private let keyValueMetadata: [KeyValue]
    private let sortingColumns: [SortingColumn]?
    private let workspace: EncoderWorkspace
    private var pending: [BatchSlice] = []
    private var pendingRows = 0
    private var pendingBytes = 0
    private var rowGroups: [RowGroupWriter.Result] = []
    private var offset = 0

    /// Creates the writer of an empty file.
    ///
    /// - Parameters:
    ///   - schema: What the batches' columns are.
    ///   - settings: How the file is written.
    ///   - keyValueMetadata: Texts for the footer, by name, in this order.
    ///   - sortedBy: Columns that the rows of every row group are sorted by, ascending, nulls
    ///     first. It is the caller's word: the rows are not looked at.
    ///   - workspace: The memory to work in, for this file alone until it is finished.
    /// - Throws: ``ParquetError`` `schema` when the schema has no Parquet form.
    public init(
        schema: TableSchema,
        settings: WriterSettings = WriterSettings(),
        keyValueMetadata: [(String, String)] = [],
        sortedBy: [FieldID] = [],
        workspace: EncoderWorkspace = EncoderWorkspace()
    ) throws(ParquetError) {
        let fileSchema = try FileSchema(schema)
        let sortingColumns = try fileSchema.sortingColumns(sortedBy)
        self.schema = schema
        self.fileSchema = fileSchema
        self.settings = settings
        self.keyValueMetadata = keyValueMetadata.map { KeyValue(key: $0.0, value: $0.1) }
        self.sortingColumns = sortingColumns.isEmpty ? nil : sortingColumns
        self.workspace = workspace
    }

    /// Bytes handed on so far.
    public var bytesWritten: Int { offset }

    /// Rows that wait for their row group to fill.
    public var bufferedRows: Int { pendingRows }

    /// Appends a batch's rows, and hands on the row groups that they complete.
    ///
    /// - Throws: ``ParquetError`` `rows` when the batch does not fit the schema, `compression`,
    ///   or whatever `sink` throws.
    public mutating func write(
        _ batch: RecordBatch,
        to sink: (consuming [UInt8]) throws -> Void
    ) throws {
        guard batch.schema.fields == schema.fields else {
            throw ParquetError(.rows, "a batch of another schema than the file's")
        }
        var next = 0
        while next < batch.rowCount {
            let slice = take(batch, from: next)
            // A slice that would overfill a row group begins one of its own.
            if !pending.isEmpty, pendingBytes + slice.sizeBytes > settings.rowGroupSizeBytesMax {
                try flush(to: sink)
                continue
            }
            next = slice.rows.upperBound
            pending.append(slice)
            pendingRows += slice.rows.count
            pendingBytes += slice.sizeBytes
            if pendingRows >= settings.rowGroupRowsMax
                || pendingBytes >= settings.rowGroupSizeBytesMax
            {
                try flush(to: sink)
            }
        }
    }

    /// Writes what is pending and the footer, and says what the file holds.
    ///
    /// - Throws: ``ParquetError`` `compression`, or whatever `sink` throws.
    public consuming func finish(
        to sink: (consuming [UInt8]) throws -> Void
    ) throws -> FileMetrics {
        try flush(to: sink)
        try begin(sink)
        if settings.writesPageIndex { try writeIndices(to: sink) }
        let footer = fileMetaData.compactBytes
        let length = UInt32(footer.count)
        let lengthBytes = (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * UInt32($0))) }
        try hand(footer + lengthBytes + Magic.plain, to: sink)
        return FileMetrics(
            leaves: fileSchema.leaves,
            rowGroups: rowGroups,
            fileSizeBytes: offset,
            boundLengthMax: settings.boundLengthMax
        )
    }

    /// The rows of a batch that still fit the row group, at least one.
    private func take(_ batch: RecordBatch, from first: Int) -> BatchSlice {
        let room = max(1, settings.rowGroupRowsMax - pendingRows)
        var rows = min(room, batch.rowCount - first)
        var slice = BatchSlice(batch: batch, rows: first..<(first + rows))
        // Twice what a row group should be is cut; less is not worth a small one behind it.
        while rows > 1, slice.sizeBytes > 2 * settings.rowGroupSizeBytesMax {
            rows /= 2
            slice = BatchSlice(batch: batch, rows: first..<(first + rows))
        }
        return slice
    }

    private mutating func flush(to sink: (consuming [UInt8]) throws -> Void) throws {
        guard pendingRows > 0 else { return }
        try begin(sink)
        let writer = RowGroupWriter(
            schema: fileSchema,
            settings: settings,
            workspace: workspace,
            sortingColumns: sortingColumns
        )
        let slices = pending
        pending = []
        pendingRows = 0
        pendingBytes = 0
        let result = try writer.write(
            slices,
            ordinal: rowGroups.count,
            offset: offset,
            to: sink
        )
        offset += Int(result.rowGroup.totalCompressedSize ?? 0)
        rowGroups.append(result)
    }

    private mutating func begin(_ sink: (consuming [UInt8]) throws -> Void) throws {
        if offset == 0 { try hand(Magic.plain, to: sink) }
    }

    private mutating func hand(
        _ bytes: [UInt8],
        to sink: (consuming [UInt8]) throws -> Void
    ) throws {
        offset += bytes.count
        try sink(bytes)
    }

    /// Column indices of all chunks, then offset indices of all chunks, as readers fetch them.
    private mutating func writeIndices(to sink: (consuming [UInt8]) throws -> Void) throws {
        var indices: [UInt8] = []
        for group in rowGroups.indices {
            for (leaf, chunk) in rowGroups[group].chunks.enumerated() {
                guard let index = chunk.columnIndex?.compactBytes else { continue }
                rowGroups[group].rowGroup.columns[leaf].columnIndexOffset =
                    Int64(offset + indices.count)
                rowGroups[group].rowGroup.columns[leaf].columnIndexLength = Int32(index.count)
                indices += index
            }
        }
        for group in rowGroups.indices {
            for (leaf, chunk) in rowGroups[group].chunks.enumerated() {
                let index = chunk.offsetIndex.compactBytes
                rowGroups[group].rowGroup.columns[leaf].offsetIndexOffset =
                    Int64(offset + indices.count)
                rowGroups[group].rowGroup.columns[leaf].offsetIndexLength = Int32(index.count)
                indices += index
            }
        }
        try hand(indices, to: sink)
    }

    private var fileMetaData: FileMetaData {
        FileMetaData(
            // 2 promises RLE_DICTIONARY and the second data page to those who ask.
            version: 2,
            schema: fileSchema.elements,
            rowCount: rowGroups.reduce(0) { $0 + $1.rowGroup.rowCount },
            rowGroups: rowGroups.map(\.rowGroup),
            keyValueMetadata: keyValueMetadata.isEmpty ? nil : keyValueMetadata,
            createdBy: settings.createdBy,
            columnOrders: fileSchema.leaves.map { _ in .typeDefined }
        )
    }
}
