import LakeModel

/// What the builders hold, and how it leaves them.
extension EventFiller {
    /// Bytes of memory held, and those that rows without a value will take.
    var byteCount: Int {
        var total = rewritten.byteCapacity + scratch.byteCapacity + unknownKeys.byteCapacity
        for column in 0..<plan.schema.fields.count { total += byteCount(column, slots: row) }
        return total
    }

    private func byteCount(_ column: Int, slots: Int) -> Int {
        let shape = plan.shapes[column]
        let inner = shape.layout == .list ? builders[column].lastOffset : slots
        return shape.children.reduce(builders[column].byteCount(slots: slots)) {
            $0 + byteCount($1, slots: inner)
        }
    }

    /// Whether 32-bit offsets still reach over what a body of `count` bytes may add.
    func hasRoom(for count: Int) -> Bool {
        let limit = Int(UInt32.max)
        let rows = row + min(count / 2 + 1, limits.eventsMax)
        // An event of two bytes may get an id of 36; a tenant's name has at most 62.
        guard rows * 64 <= limit, rows * 36 + count <= limit else { return false }
        for index in 0..<builders.count {
            switch builders[index].layout {
            case .bytes:
                let added = index == plan.eventID ? count + 36 * (rows - row) : count
                guard builders[index].dataCount + added <= limit else { return false }
            case .list:
                guard builders[index].lastOffset + count <= limit else { return false }
            default:
                continue
            }
        }
        return true
    }

    /// Fills `ingest_time` up to the last row.
    func fillIngestTime() {
        let column = plan.ingestTime
        while builders[column].count < row {
            _ = builders[column].prepare(builders[column].count)
            builders[column].append(body.ingestTime)
        }
    }

    /// Takes all rows out as columns; the builders are empty afterwards.
    mutating func takeColumns(tenant: [UInt8]) -> [Column] {
        let fields = plan.schema.fields
        var columns = [Self.constant(tenant, field: fields[0], count: row)]
        for column in 1..<fields.count { columns.append(take(column, slots: row)) }
        row = 0
        scratch = ScratchBytes()
        rewritten = ScratchBytes()
        unknownKeys = UnknownKeys()
        return columns
    }

    private mutating func take(_ column: Int, slots: Int) -> Column {
        let shape = plan.shapes[column]
        let inner = shape.layout == .list ? builders[column].lastOffset : slots
        var children: [Column] = []
        for child in shape.children { children.append(take(child, slots: inner)) }
        return builders[column].take(field: shape.field, slots: slots, children: children)
    }

    private static func constant(_ text: [UInt8], field: Field, count: Int) -> Column {
        let offsets = ColumnBuffer<UInt32>(capacity: count + 1)
        let data = ColumnBuffer<UInt8>(capacity: count * text.count)
        offsets.append(0)
        for row in 0..<count {
            for byte in text { data.append(byte) }
            offsets.append(UInt32((row + 1) * text.count))
        }
        return Column(
            field: field,
            count: count,
            validity: nil,
            storage: .bytes(offsets: offsets, data: data)
        )
    }
}
