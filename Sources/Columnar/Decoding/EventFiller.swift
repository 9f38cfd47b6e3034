import LakeModel

/// Reads one event after the other from raw bytes into column builders: the hot loop.
///
/// Three things make it quick. The next key is predicted to be the one that followed the last
/// time, and recognised by three word compares; where that fails, a hash finds it, so that
/// clients who shuffle their keys pay twice and not fifty times. Strings are copied while they
/// are scanned. And a value that is absent is not written at all (``ColumnBuilder``).
///
/// A method that returns nil has left the reason in ``fault`` or in the scanner; the caller takes
/// the half-read event out of the builders (``truncate(to:)``).
struct EventFiller: ~Copyable {
    let plan: DecodePlan
    let limits: DecodeLimits
    /// Copies of the plan's tables, one load nearer.
    let nodes: RawTable<PlanNode>
    let objects: RawTable<PlanObject>
    let successors: RawTable<Int32>
    let builders: RawTable<ColumnBuilder>
    let frames: RawTable<ExtraFrame>

    var scanner: JSONScanner
    /// The row that is being filled.
    var row = 0
    var fault = EventFault.scanner
    /// The way to the field at fault, from the inside out.
    var path: [PathStep] = []
    /// What holds for every event of the body.
    var body = BodyContext()
    /// How many enclosing objects and lists are open in `extra`'s text.
    var openLevels = 0
    /// List elements that the event may still have.
    var elementsLeft = 0
    /// Keys beside the schema that the body has had, and what tells them from each other.
    var unknownKeys = UnknownKeys()
    /// Whether the event is known to have no key twice.
    var hasNoDuplicates = false
    /// Text without its escapes.
    var scratch = ScratchBytes()
    /// An event without its duplicate keys.
    var rewritten = ScratchBytes()

    init(plan: DecodePlan, limits: DecodeLimits) {
        self.plan = plan
        self.limits = limits
        nodes = plan.nodes
        objects = plan.objects
        successors = RawTable(plan.firstSuccessors)
        builders = RawTable(plan.shapes.map { ColumnBuilder($0.layout) })
        frames = RawTable(
            repeating: ExtraFrame(node: 0, isList: false, written: 0, index: 0),
            count: plan.depth + 1
        )
        scanner = JSONScanner(whitespace: JSONScanner.blanksAndNewlines, limits: limits)
    }

    deinit {
        for index in 0..<builders.count { builders[index].release() }
        builders.deallocate()
        successors.deallocate()
        frames.deallocate()
    }

    /// Reads an object of the schema into slot `slot` of its fields' builders.
    ///
    /// `depth` counts the object itself; the event's is 1.
    @inline(never)
    mutating func fillObject(
        _ open: ScanCursor,
        object: Int,
        slot: Int,
        depth: Int
    ) -> ScanCursor? {
        guard depth <= scanner.depthMax else { return failScan(.tooDeep, at: open) }
        var cursor = scanner.skipWhitespace(open + 1)
        if cursor.byte == .closeBrace {
            return endObject(cursor + 1, object: object, slot: slot, depth: depth)
        }
        var previous = Int(objects[object].start)
        var keyCount = 0
        var serial: UInt64 = 0
        while true {
            let key = cursor
            let node = nextNode(&cursor, object: object, previous: previous)
            guard node >= 0 else { return nil }
            keyCount &+= 1
            if node == 0 {
                guard let end = keepUnknown(key, value: cursor, depth: depth, serial: &serial)
                else { return nil }
                cursor = scanner.skipWhitespace(end)
            } else {
                var end = fillValue(cursor, node: node, slot: slot, depth: depth)
                if end == nil {
                    end = keepConflict(
                        key,
                        value: cursor,
                        node: node,
                        slot: slot,
                        depth: depth,
                        serial: &serial
                    )
                }
                guard let end else { return unwind(.node(node)) }
                previous = node
                cursor = scanner.skipWhitespace(end)
            }
            if cursor.byte == .comma {
                cursor = scanner.skipWhitespace(cursor + 1)
                continue
            }
            guard cursor.byte == .closeBrace else { return failScan(.commaExpected, at: cursor) }
            guard keyCount <= scanner.keysMax else { return failScan(.tooManyKeys, at: open) }
            return endObject(cursor + 1, object: object, slot: slot, depth: depth)
        }
    }

    /// The node of the key at `cursor`, which is moved to its value; 0: the schema has no such
    /// key; -1: there is no key.
    @inline(__always)
    private mutating func nextNode(_ cursor: inout ScanCursor, object: Int, previous: Int) -> Int {
        let first = Int(successors[previous])
        if matches(&cursor, node: first) { return first }
        // The usual miss: one optional field is absent. The prediction stands.
        let second = Int(successors[first])
        if matches(&cursor, node: second) { return second }
        let found = findNode(cursor, object: object)
        guard found.node >= 0 else { return -1 }
        cursor = found.value
        if found.node > 0 { successors[previous] = Int32(truncatingIfNeeded: found.node) }
        return found.node
    }

    @inline(__always)
    private func matches(_ cursor: inout ScanCursor, node: Int) -> Bool {
        guard nodes[node].matchesWords(cursor) else { return false }
        let length = Int(nodes[node].keyLength)
        if length > PlanNode.wordBytes {
            let rest = plan.text + Int(nodes[node].keyOffset)
            guard cursor.matches(rest, count: length) else { return false }
        }
        cursor = scanner.skipWhitespace(cursor + length)
        return true
    }

    /// Finds a key by its hash; the result's value stands behind the colon.
    @inline(never)
    private mutating func findNode(
        _ key: ScanCursor,
        object: Int
    ) -> (node: Int, value: ScanCursor) {
        guard key.byte == .quote else {
            _ = failScan(.keyExpected, at: key)
            return (-1, key)
        }
        let special = (key + 1).nextSpecial()
        if special.byte == .quote {
            guard let value = scanner.skipColon(special + 1) else {
                fault = .scanner
                return (-1, key)
            }
            let count = special - key - 1
            return (plan.find(key + 1, count: count, in: objects[object].keys), value)
        }
        scratch.removeAll()
        guard let end = scanner.unescape(key + 1, into: &scratch),
            let value = scanner.skipColon(end)
        else {
            fault = .scanner
            return (-1, key)
        }
        let count = scratch.count
        return (plan.find(scratch.start(), count: count, in: objects[object].keys), value)
    }

    /// The object has ended: nothing required may be missing, and its part of `extra` ends too.
    @inline(__always)
    private mutating func endObject(
        _ end: ScanCursor,
        object: Int,
        slot: Int,
        depth: Int
    ) -> ScanCursor? {
        let first = Int(objects[object].requiredStart)
        for index in first..<(first &+ Int(objects[object].requiredCount)) {
            let node = Int(plan.required[index])
            if builders[Int(nodes[node].builder)].count <= slot { return failMissing(node) }
        }
        if openLevels >= depth { closeExtra(depth, with: .closeBrace) }
        return end
    }

    @inline(never)
    private mutating func failMissing(_ node: Int) -> ScanCursor? {
        path.removeAll(keepingCapacity: true)
        fault = .event(.missingField, "a required field is absent or null")
        return unwind(.node(node))
    }

    /// The scanner's text is at fault.
    @inline(never)
    mutating func failScan(_ fault: JSONFault, at position: ScanCursor) -> ScanCursor? {
        self.fault = .scanner
        return scanner.fail(fault, at: position)
    }

    /// A value is not what its field wants.
    @inline(never)
    mutating func fail(
        _ code: RejectionCode,
        at position: ScanCursor,
        node: Int,
        hint: StaticString? = nil
    ) -> ScanCursor? {
        path.removeAll(keepingCapacity: true)
        fault = .value(code, at: position, node: node, hint: hint)
        return nil
    }

    /// A key stands in an object a second time.
    @inline(never)
    mutating func failDuplicate() -> ScanCursor? {
        fault = .duplicate
        return nil
    }

    /// Notes a step of the way to a field at fault.
    @inline(never)
    mutating func unwind(_ step: PathStep) -> ScanCursor? {
        switch fault {
        case .value, .event: path.append(step)
        case .scanner, .duplicate: break
        }
        return nil
    }

    /// Takes the rows from `row` on out of all builders.
    mutating func truncate(to row: Int) {
        for column in 0..<plan.schema.fields.count { truncate(column, to: row) }
    }

    private mutating func truncate(_ column: Int, to slot: Int) {
        builders[column].truncate(to: slot)
        let shape = plan.shapes[column]
        let inner = shape.layout == .list ? builders[column].lastOffset : slot
        for child in shape.children { truncate(child, to: inner) }
    }
}
