extension SchemaParser {
    /// The field that `types` and the keywords beside them give; nil where they give none.
    mutating func draft(_ name: String, _ node: JSONNode, _ types: [String]) -> FieldDraft? {
        switch types {
        case ["boolean"]: return leaf(name, node, .boolean, SchemaKeyword.field, "a boolean")
        case ["string"]: return text(name, node)
        case ["integer"]: return number(name, node, .long, SchemaKeyword.integer, "an integer")
        case ["number"]: return number(name, node, .double, SchemaKeyword.number, "a number")
        case ["object"]: return structure(name, node)
        case ["array"]: return list(name, node)
        default: return json(name, node, types)
        }
    }

    private mutating func leaf(
        _ name: String,
        _ node: JSONNode,
        _ type: LogicalType,
        _ allowed: Set<String>,
        _ kind: String
    ) -> FieldDraft {
        rejectUnknownKeywords(of: node, allowed: allowed, kind: kind)
        return FieldDraft(name: name, node: node, kind: .leaf(type))
    }

    /// A field of no type or of several is kept as its JSON text, of which nothing else is checked.
    private mutating func json(
        _ name: String,
        _ node: JSONNode,
        _ types: [String]
    ) -> FieldDraft {
        for member in node.members ?? [] where !SchemaKeyword.field.contains(member.name) {
            if isKept, member.name == SchemaKeyword.evolved { continue }
            guard SchemaKeyword.all.contains(member.name), types.isEmpty else {
                refuse(member.node, SchemaKeyword.refusal(member.name, of: "several types"))
                continue
            }
            refuse(member.node, "add the \"type\" that \(member.name) speaks of, or remove it")
        }
        return FieldDraft(name: name, node: node, kind: .leaf(.json))
    }

    private mutating func text(_ name: String, _ node: JSONNode) -> FieldDraft {
        var draft = leaf(name, node, .string, SchemaKeyword.string, "a string")
        if let format = node["format"] {
            switch format.string {
            case "date-time": draft.kind = .leaf(.timestamptz)
            case "date": draft.kind = .leaf(.date)
            case "uuid": draft.kind = .leaf(.uuid)
            default:
                refuse(format, "date-time, date and uuid are checked; remove it to keep any text")
            }
            if let values = node["enum"] { refuse(values, "a string has a format or an enum") }
        } else if let values = node["enum"] {
            draft.allowedValues = allowedValues(values, of: node)
        }
        return draft
    }

    private mutating func allowedValues(_ values: JSONNode, of node: JSONNode) -> [String]? {
        guard let elements = values.array, !elements.isEmpty else {
            refuse(values, "an enum is an array of at least one text")
            return nil
        }
        // A schema that allows null names it in `type` and, to be valid JSON Schema, here too.
        let allowsNull = node["type"]?.array != nil
        var allowed: [String] = []
        for element in elements where !(allowsNull && element.value == .null) {
            guard let text = element.string else {
                refuse(element, "an enum's values are texts")
                continue
            }
            if allowed.contains(text) { refuse(element, "listed twice") }
            allowed.append(text)
        }
        return allowed
    }

    private mutating func number(
        _ name: String,
        _ node: JSONNode,
        _ type: LogicalType,
        _ allowed: Set<String>,
        _ kind: String
    ) -> FieldDraft {
        var draft = leaf(name, node, type, allowed, kind)
        if let time = node["x-time"] {
            draft.kind = .leaf(.timestamptz)
            switch time.string {
            case "epoch-s": draft.reading = .epochSeconds
            case "epoch-ms": draft.reading = .epochMilliseconds
            case "epoch-us": draft.reading = .epochMicroseconds
            default: refuse(time, "a time is epoch-s, epoch-ms or epoch-us")
            }
            if let decimal = node["x-decimal"] { refuse(decimal, "a time is no decimal") }
        } else if let decimal = node["x-decimal"], let type = decimalType(decimal, of: type) {
            draft.kind = .leaf(type)
        }
        return draft
    }

    /// Source: Iceberg specification, "Primitive Types": at most 38 digits.
    private mutating func decimalType(_ node: JSONNode, of number: LogicalType) -> LogicalType? {
        guard let parts = node.array, parts.count == 2, let precision = parts[0].integer,
            let scale = parts[1].integer, (1...38).contains(precision),
            (0...precision).contains(scale)
        else {
            refuse(node, "write [digits, digits behind the point]: 1 to 38, and no more than these")
            return nil
        }
        guard number == .double || scale == 0 else {
            refuse(parts[1], "an integer has no digits behind the point; write \"number\"")
            return nil
        }
        return .decimal(precision: precision, scale: scale)
    }

    /// An object that names no fields is kept as its JSON text.
    private mutating func structure(_ name: String, _ node: JSONNode) -> FieldDraft {
        let draft = leaf(name, node, .json, SchemaKeyword.object, "an object")
        let fields = properties(of: node)
        guard node["properties"]?.members?.isEmpty == false else { return draft }
        return FieldDraft(name: name, node: node, kind: .structure(fields))
    }

    /// An array that does not say what is in it is kept as its JSON text.
    private mutating func list(_ name: String, _ node: JSONNode) -> FieldDraft? {
        let draft = leaf(name, node, .json, SchemaKeyword.array, "an array")
        guard let items = node["items"] else { return draft }
        guard let element = self.draft("element", items) else { return nil }
        return FieldDraft(name: name, node: node, kind: .list(element))
    }
}
