import LakeModel

/// Collects the tables of a ``DecodePlan`` while it walks a schema.
struct PlanBuilder {
    private let schema: TableSchema
    private(set) var nodes = [PlanNode()]
    private(set) var objects: [PlanObject] = []
    private(set) var slots = [KeySlot()]
    private(set) var required: [Int32] = []
    private(set) var successors: [Int32] = []
    private(set) var names = [""]
    private(set) var expectations = [""]
    private(set) var shapes: [ColumnShape] = []
    private(set) var text: [UInt8] = []
    private(set) var depth = 1
    private var firstNodes: [Int32] = []
    private var nextNodes: [Int32] = [0]

    /// A field and the builder that its values go to.
    private struct Member {
        let field: Field
        let kind: ValueKind
        let builder: Int
    }

    init(schema: TableSchema) {
        self.schema = schema
    }

    /// Walks the schema.
    mutating func build() {
        shapes = schema.fields.map(ColumnShape.init)
        let own = schema.fields.indices.dropFirst(4).dropLast().map {
            Member(field: schema.fields[$0], kind: ValueKind(schema.fields[$0]), builder: $0)
        }
        _ = addObject(sources() + own, depth: 1)
        successors = nextNodes + firstNodes
        for index in objects.indices { objects[index].start = Int32(nodes.count + index) }
    }

    /// The JSON fields that the event's id and time are read from.
    private func sources() -> [Member] {
        var members: [Member] = []
        if let field = schema.eventIDSource {
            let kind: ValueKind =
                switch field.type {
                case .int, .long: .integerText
                case .uuid: .uuid
                default: field.allowedValues == nil ? .string : .choice
                }
            members.append(Member(field: field, kind: kind, builder: 1))
        }
        if let field = schema.eventTimeSource {
            let kind: ValueKind = field.reading == .plain ? .timestamp : .epoch
            members.append(Member(field: field, kind: kind, builder: 2))
        }
        return members
    }

    private mutating func addObject(_ members: [Member], depth: Int) -> Int32 {
        self.depth = max(self.depth, depth)
        precondition(
            Set(members.map(\.field.name)).count == members.count,
            "a schema names each field of an object once"
        )
        let object = objects.count
        objects.append(PlanObject())
        firstNodes.append(members.isEmpty ? 0 : Int32(nodes.count))
        let first = nodes.count
        for member in members { addNode(member) }
        // The key behind the last one is guessed to be the first, which costs nothing: behind
        // the last one an object ends.
        for index in members.indices {
            nextNodes.append(Int32(first + (index + 1) % members.count))
        }
        addKeys(members, first: first, object: object)
        for (index, member) in members.enumerated() {
            addChildren(of: first + index, member, depth: depth)
        }
        return Int32(object)
    }

    private mutating func addKeys(_ members: [Member], first: Int, object: Int) {
        var entries: [(name: String, payload: Int)] = []
        objects[object].requiredStart = Int32(required.count)
        for (index, member) in members.enumerated() {
            addKey(member.field.name, to: first + index)
            entries.append((member.field.name, first + index))
            if member.field.isRequired { required.append(Int32(first + index)) }
        }
        objects[object].requiredCount = Int32(required.count) - objects[object].requiredStart
        objects[object].keys = addSet(entries)
    }

    private mutating func addNode(_ member: Member) {
        var node = PlanNode()
        node.kind = member.kind
        node.isRequired = member.field.isRequired
        node.isEvolved = member.field.isEvolved
        node.builder = Int32(member.builder)
        if case .decimal(let precision, let scale) = member.field.type {
            node.precision = UInt8(precision)
            node.scale = UInt8(scale)
        }
        switch member.field.reading {
        case .plain, .epochSeconds: break
        case .epochMilliseconds: node.scale = 3
        case .epochMicroseconds: node.scale = 6
        }
        if member.kind == .choice {
            let texts = member.field.allowedValues ?? []
            node.allowed = addSet(texts.enumerated().map { ($1, $0 + 1) })
        }
        nodes.append(node)
        names.append(member.field.name)
        expectations.append(Expectation.text(of: member.field, kind: member.kind))
    }

    private mutating func addChildren(of node: Int, _ member: Member, depth: Int) {
        switch member.field.type {
        case .structure(let fields) where member.kind == .structure:
            let members = fields.map { addShape($0, under: member.builder) }
            nodes[node].child = addObject(members, depth: depth + 1)
        case .list(let element) where member.kind == .list:
            let child = addShape(element, under: member.builder)
            self.depth = max(self.depth, depth + 1)
            nodes[node].child = Int32(nodes.count)
            let index = nodes.count
            addNode(child)
            nextNodes.append(0)
            addChildren(of: index, child, depth: depth + 1)
        default:
            break
        }
    }

    private mutating func addShape(_ field: Field, under parent: Int) -> Member {
        shapes[parent].children.append(shapes.count)
        shapes.append(ColumnShape(field))
        return Member(field: field, kind: ValueKind(field), builder: shapes.count - 1)
    }

    /// Gives a node the words of `"name":`, escaped as JSON must.
    private mutating func addKey(_ name: String, to node: Int) {
        let key = JSONText.quoted(name) + [.colon]
        nodes[node].keyOffset = Int32(text.count)
        nodes[node].keyLength = Int32(key.count)
        text += key
        func word(_ index: Int, _ byte: (UInt8) -> UInt8) -> UInt64 {
            key.dropFirst(index * 8).prefix(8).reversed()
                .reduce(UInt64(0)) { $0 << 8 | UInt64(byte($1)) }
        }
        nodes[node].key0 = word(0) { $0 }
        nodes[node].key1 = word(1) { $0 }
        nodes[node].key2 = word(2) { $0 }
        nodes[node].mask0 = word(0) { _ in 0xFF }
        nodes[node].mask1 = word(1) { _ in 0xFF }
        nodes[node].mask2 = word(2) { _ in 0xFF }
    }

    private mutating func addSet(_ entries: [(name: String, payload: Int)]) -> KeySet {
        var size = 2
        while size < entries.count * 2 { size *= 2 }
        let set = KeySet(start: Int32(slots.count), mask: Int32(size - 1))
        slots.append(contentsOf: repeatElement(KeySlot(), count: size))
        for entry in entries {
            let bytes = Array(entry.name.utf8)
            var scratch = ScratchBytes()
            scratch.append(contentsOf: bytes)
            let hash = KeyHash.quick(scratch.start(), count: bytes.count)
            var index = Int(truncatingIfNeeded: hash) & (size - 1)
            while slots[Int(set.start) + index].payload != 0 { index = (index + 1) & (size - 1) }
            slots[Int(set.start) + index] = KeySlot(
                offset: Int32(text.count),
                length: Int32(bytes.count),
                payload: Int32(entry.payload)
            )
            text += bytes
        }
        return set
    }
}
