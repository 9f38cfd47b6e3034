extension SchemaParser {
    /// A name in Parquet and Iceberg may be any text; longer ones break catalogs and file systems.
    private static let nameBytesMax = 255

    /// The fields that an object's `properties` and `required` give.
    mutating func properties(of object: JSONNode) -> [FieldDraft] {
        guard let node = object["properties"] else {
            if let node = object["required"] { refuse(node, "there are no properties to require") }
            return []
        }
        guard let members = node.members else {
            refuse(node, "properties are an object of field names")
            return []
        }
        let required = requiredNames(of: object, among: Set(members.map(\.name)))
        var drafts: [FieldDraft] = []
        var folded: [String: String] = [:]
        for member in members {
            checkName(member, &folded)
            guard var draft = draft(member.name, member.node) else { continue }
            draft.isRequired = required.contains(member.name)
            drafts.append(draft)
        }
        return drafts
    }

    private mutating func requiredNames(
        of object: JSONNode,
        among names: Set<String>
    ) -> Set<String> {
        guard let node = object["required"] else { return [] }
        guard let elements = node.array else {
            refuse(node, "required is an array of field names")
            return []
        }
        var required: Set<String> = []
        for element in elements {
            guard let name = element.string else {
                refuse(element, "a field's name is text")
                continue
            }
            if !names.contains(name) { refuse(element, "there is no property of this name") }
            if !required.insert(name).inserted { refuse(element, "named twice") }
        }
        return required
    }

    private mutating func checkName(_ member: JSONNode.Member, _ folded: inout [String: String]) {
        let name = member.name
        if name.isEmpty || name.utf8.count > Self.nameBytesMax
            || name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
        {
            refuse(
                member.node,
                "a column's name has 1 to \(Self.nameBytesMax) bytes, none of them a control "
                    + "character; leave the field out and it is kept in \"extra\""
            )
        }
        if let other = folded.updateValue(name, forKey: name.lowercased()) {
            refuse(
                member.node,
                "differs from \"\(other)\" by case alone, and engines take the two for one; leave "
                    + "one out and it is kept in \"extra\""
            )
        }
    }

    /// One field; nil where it cannot be made into one.
    mutating func draft(_ name: String, _ node: JSONNode) -> FieldDraft? {
        if node.value == .boolean(true) {
            return FieldDraft(name: name, node: node, kind: .leaf(.json), allowsNull: true)
        }
        guard node.members != nil else {
            refuse(node, "a field's schema is an object; write {} to keep its JSON text")
            return nil
        }
        guard let types = typeNames(of: node) else { return nil }
        guard var draft = draft(name, node, types.names) else { return nil }
        draft.allowsNull = types.allowsNull
        if let text = node["description"] {
            draft.documentation = text.string
            if text.string == nil { refuse(text, "a description is text") }
        }
        draft.pinnedID = pinnedID(of: node)
        draft.isEvolved = isKept && node[SchemaKeyword.evolved]?.value == .boolean(true)
        return draft
    }

    private mutating func pinnedID(of node: JSONNode) -> FieldID? {
        guard let pin = node["x-field-id"] else { return nil }
        let first = SystemColumns.firstOwnFieldID.rawValue
        guard let number = pin.integer.flatMap(Int32.init(exactly:)), number >= first else {
            refuse(pin, "an id is a whole number from \(first) to \(Int32.max)")
            return nil
        }
        return FieldID(number)
    }

    /// The types that a field's `type` names, `null` apart; no names where it may be anything.
    private mutating func typeNames(
        of node: JSONNode
    ) -> (names: [String], allowsNull: Bool)? {
        guard let type = node["type"] else { return ([], true) }
        let elements = type.array ?? [type]
        let known = ["null", "boolean", "integer", "number", "string", "object", "array"]
        let names = elements.compactMap(\.string)
        guard names.count == elements.count, names.allSatisfy(known.contains),
            Set(names).count == names.count
        else {
            refuse(type, "a type is one of \(known.joined(separator: ", ")), or an array of some")
            return nil
        }
        let values = names.filter { $0 != "null" }
        guard !values.isEmpty else {
            refuse(type, "no column can hold this; name a type, or leave the field out")
            return nil
        }
        return (values, values.count < names.count)
    }

    /// Notes each keyword that is not among the allowed ones.
    mutating func rejectUnknownKeywords(
        of node: JSONNode,
        allowed: Set<String>,
        kind: String = "a table"
    ) {
        for member in node.members ?? [] where !allowed.contains(member.name) {
            if isKept, member.name == SchemaKeyword.evolved { continue }
            refuse(member.node, SchemaKeyword.refusal(member.name, of: kind))
        }
    }
}
