public import ByteCoding
public import LakeModel

/// Turns bodies of JSON events into the columns of one tenant's share of one table.
///
/// Each event becomes a row, or a rejection that leaves no trace in the columns. Decoding makes
/// no object, dictionary or string for an event that becomes a row. Strict RFC 8259: see
/// ``JSONScanner``. Of a key that stands twice in an object, the last value counts.
///
/// One owner at a time: nothing here is locked, and the decoder may pass from thread to thread
/// only between calls. A decoder costs a few hundred bytes a column with the first rows, and no
/// memory for columns that no event has.
@safe public final class EventDecoder: @unchecked Sendable {
    /// A number of rows to go back to.
    public struct Mark: Hashable, Sendable {
        fileprivate let row: Int
        fileprivate let batch: Int
    }

    /// Whose rows these are.
    public let tenant: TenantID
    /// What the columns are.
    public var schema: TableSchema { plan.schema }
    /// The number of rows that ``finish()`` would give.
    public var rowCount: Int { filler.row }
    /// Bytes of memory that the rows hold, and those that absent values will take when they are
    /// finished.
    public var byteCount: Int {
        filler.byteCount + filler.row * (tenant.name.utf8.count + 4)
    }

    private let plan: DecodePlan
    private var filler: EventFiller
    private var batch = 0

    /// Creates a decoder with a plan that others share.
    public init(plan: DecodePlan, tenant: TenantID, limits: DecodeLimits = DecodeLimits()) {
        self.plan = plan
        self.tenant = tenant
        filler = EventFiller(plan: plan, limits: limits)
    }

    /// Creates a decoder with a plan of its own.
    ///
    /// The schema's fields must begin and end with the writer's own columns.
    public convenience init(
        schema: TableSchema,
        tenant: TenantID,
        limits: DecodeLimits = DecodeLimits()
    ) {
        self.init(plan: DecodePlan(schema: schema), tenant: tenant, limits: limits)
    }

    /// Appends the events of a body as rows, in their order.
    ///
    /// - Throws: ``DecodeError`` when the body as a whole cannot be taken; then no event of it is
    ///   a row. A line of ``EventFraming/ndjson`` that is not JSON is a rejection instead.
    public func decode(
        _ body: PaddedBytes,
        framing: EventFraming,
        context: DecodeContext
    ) throws(DecodeError) -> DecodeSummary {
        guard filler.hasRoom(for: body.count) else {
            throw DecodeError(.tooLarge, "the columns have no room for \(body.count) bytes")
        }
        let start = mark()
        do throws(DecodeError) {
            let summary = try unsafe body.withUnsafeBytes { (memory) throws(DecodeError) in
                try unsafe read(memory, framing: framing, context: context)
            }
            filler.fillIngestTime()
            return summary
        } catch {
            rollback(to: start)
            throw error
        }
    }

    @unsafe private func read(
        _ memory: UnsafeRawBufferPointer,
        framing: EventFraming,
        context: DecodeContext
    ) throws(DecodeError) -> DecodeSummary {
        guard let base = unsafe memory.bindMemory(to: UInt8.self).baseAddress else {
            preconditionFailure("padded bytes have an address")
        }
        let start = unsafe ScanCursor(
            unsafe: base,
            count: memory.count,
            padding: PaddedBytes.padding
        )
        var body = EventFiller.Body(start: start, end: start + memory.count)
        try filler.read(
            &body,
            framing: framing,
            context: BodyContext(context, lateAfter: plan.schema.lateAfter)
        )
        return DecodeSummary(acceptedCount: body.acceptedCount, rejections: body.rejections)
    }

    /// Notes the rows so far, for ``rollback(to:)``.
    public func mark() -> Mark {
        Mark(row: filler.row, batch: batch)
    }

    /// Takes all rows back that were appended since `mark`, as if they had never been.
    ///
    /// The mark must be of the rows since the last ``finish()``.
    public func rollback(to mark: Mark) {
        precondition(mark.batch == batch && mark.row <= filler.row, "the mark's rows are here")
        filler.row = mark.row
        filler.truncate(to: mark.row)
    }

    /// Hands all rows over; the decoder is empty afterwards and goes on.
    public func finish() -> RecordBatch {
        let count = filler.row
        let columns = filler.takeColumns(tenant: Array(tenant.name.utf8))
        batch += 1
        return RecordBatch(schema: plan.schema, rowCount: count, columns: columns)
    }
}
