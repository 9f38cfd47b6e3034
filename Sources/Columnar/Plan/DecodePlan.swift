public import LakeModel

/// What a schema means for the decoder, worked out once and shared by all decoders of a table.
///
/// Immutable. A table's plan serves every tenant; only predictions and memory are a decoder's own.
@safe public final class DecodePlan: @unchecked Sendable {
    /// The schema that the plan is of.
    public let schema: TableSchema

    /// Fields and list elements; number 0 stands for no field and matches no key.
    let nodes: RawTable<PlanNode>
    /// The event, which is number 0, and its structures.
    let objects: RawTable<PlanObject>
    /// What all key sets lie in.
    let slots: RawTable<KeySlot>
    /// Nodes that may not be absent, object by object.
    let required: RawTable<Int32>
    /// `successors[n]` is guessed to be the key behind node `n`, at first in the schema's order.
    let firstSuccessors: [Int32]
    /// The powers of ten that a double holds exactly, up to 10^22.
    let powers: RawTable<Double>
    /// The names and the expected types of nodes, for messages.
    let names: [String]
    let expectations: [String]
    /// The builders' tree; the first ones are the schema's fields.
    let shapes: [ColumnShape]
    /// The deepest nesting of structures and lists in the schema, the event counted.
    let depth: Int
    /// Keys and allowed texts.
    let text: ScanCursor
    private var textMemory: ScratchBytes

    /// Builders of the writer's own columns.
    let tenantID = 0
    let eventID = 1
    let eventTime = 2
    let ingestTime = 3
    let extra: Int

    /// The node of the field that the event's time is read from, if there is one.
    var eventTimeNode: Int { schema.eventIDSource == nil ? 1 : 2 }

    /// Works out the plan of a schema, whose fields must begin and end with the writer's own.
    public init(schema: TableSchema) {
        precondition(
            schema.fields.prefix(4).map(\.id) == SystemColumns.leading.map(\.id)
                && schema.fields.last?.id == SystemColumns.extra.id,
            "a table's fields are tenant_id, event_id, event_time, ingest_time, its own, extra"
        )
        var builder = PlanBuilder(schema: schema)
        builder.build()
        self.schema = schema
        extra = schema.fields.count - 1
        nodes = RawTable(builder.nodes)
        objects = RawTable(builder.objects)
        slots = RawTable(builder.slots)
        required = RawTable(builder.required)
        firstSuccessors = builder.successors
        powers = RawTable(
            (0...22).map { exponent in (0..<exponent).reduce(1.0) { value, _ in value * 10 } }
        )
        names = builder.names
        expectations = builder.expectations
        shapes = builder.shapes
        depth = builder.depth
        textMemory = ScratchBytes()
        textMemory.append(contentsOf: builder.text)
        text = textMemory.start()
    }

    deinit {
        nodes.deallocate()
        objects.deallocate()
        slots.deallocate()
        required.deallocate()
        powers.deallocate()
    }

    /// What the `count` bytes at `cursor` stand for in a set, or 0.
    @inline(__always)
    func find(_ cursor: ScanCursor, count: Int, in set: KeySet) -> Int {
        let mask = Int(set.mask)
        var index = Int(truncatingIfNeeded: KeyHash.quick(cursor, count: count)) & mask
        while true {
            let slot = slots[Int(set.start) &+ index]
            if slot.payload == 0 { return 0 }
            if Int(slot.length) == count,
                (text + Int(slot.offset)).matches(cursor, count: count)
            {
                return Int(slot.payload)
            }
            index = (index &+ 1) & mask
        }
    }
}
