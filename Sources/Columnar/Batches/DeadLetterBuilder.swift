public import ByteCoding
public import LakeModel

/// Collects one tenant's rejected events as rows of ``LakeModel/TableSchema/deadLetters``.
///
/// One owner at a time, as ``EventDecoder``.
@safe public final class DeadLetterBuilder: @unchecked Sendable {
    /// A number of rows to go back to.
    public struct Mark: Hashable, Sendable {
        fileprivate let row: Int
        fileprivate let batch: Int
    }

    /// Whose events these are.
    public let tenant: TenantID
    /// The number of rows that ``finish()`` would give.
    public private(set) var rowCount = 0
    /// Bytes of memory that the rows hold.
    public var byteCount: Int {
        builders.indices.reduce(0) { $0 + builders[$1].byteCount(slots: rowCount) }
    }

    private let schema = TableSchema.deadLetters
    private var builders: [ColumnBuilder]
    private var batch = 0

    /// Creates an empty builder.
    public init(tenant: TenantID) {
        self.tenant = tenant
        builders = schema.fields.map { ColumnBuilder(ColumnLayout($0.type)) }
    }

    deinit {
        for index in builders.indices { builders[index].release() }
    }

    /// Appends a rejected event of a body.
    ///
    /// The row's `event_id` is a UUIDv7 that grows from the context and the event's index, so that
    /// a replay gives the same row.
    public func append(
        _ rejection: EventRejection,
        of body: PaddedBytes,
        table: TableName,
        context: DecodeContext
    ) {
        precondition(rejection.byteRange.upperBound <= body.count, "the event lies in its body")
        let id = UUIDv7.make(
            microseconds: context.ingestTimeMicroseconds,
            seed: context.idSeed,
            index: UInt64(rejection.index)
        )
        append(text: tenant.name, to: 0)
        _ = builders[1].prepare(rowCount)
        UUIDv7.write(id) { builders[1].appendData($0) }
        builders[1].appendBytes()
        append(number: context.ingestTimeMicroseconds, to: 2)
        append(number: context.ingestTimeMicroseconds, to: 3)
        append(text: table.name, to: 4)
        append(text: rejection.code.rawValue, to: 5)
        if let field = rejection.field { append(text: field, to: 6) }
        append(text: rejection.message, to: 7)
        append(number: Int64(rejection.index), to: 8)
        append(body, range: rejection.byteRange, to: 9)
        rowCount += 1
    }

    private func append(text: String, to column: Int) {
        _ = builders[column].prepare(rowCount)
        for byte in text.utf8 { builders[column].appendData(byte) }
        builders[column].appendBytes()
    }

    private func append(number: Int64, to column: Int) {
        _ = builders[column].prepare(rowCount)
        builders[column].append(number)
    }

    private func append(_ body: PaddedBytes, range: Range<Int>, to column: Int) {
        _ = builders[column].prepare(rowCount)
        unsafe body.withUnsafeBytes { memory in
            guard let base = unsafe memory.bindMemory(to: UInt8.self).baseAddress else { return }
            let start = unsafe ScanCursor(
                unsafe: base,
                count: memory.count,
                padding: PaddedBytes.padding
            )
            builders[column].appendData(start + range.lowerBound, count: range.count)
        }
        builders[column].appendBytes()
    }

    /// Notes the rows so far, for ``rollback(to:)``.
    public func mark() -> Mark {
        Mark(row: rowCount, batch: batch)
    }

    /// Takes all rows back that were appended since `mark`, which must be of the rows since the
    /// last ``finish()``.
    public func rollback(to mark: Mark) {
        precondition(mark.batch == batch && mark.row <= rowCount, "the mark's rows are here")
        rowCount = mark.row
        for index in builders.indices { builders[index].truncate(to: mark.row) }
    }

    /// Hands all rows over; the builder is empty afterwards and goes on.
    public func finish() -> RecordBatch {
        var columns: [Column] = []
        for (index, field) in schema.fields.enumerated() {
            columns.append(builders[index].take(field: field, slots: rowCount, children: []))
        }
        defer {
            rowCount = 0
            batch += 1
        }
        return RecordBatch(schema: schema, rowCount: rowCount, columns: columns)
    }
}
