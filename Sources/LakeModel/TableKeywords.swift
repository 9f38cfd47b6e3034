/// What the keywords of a table as a whole say.
struct TableKeywords {
    private(set) var eventID: FieldDraft?
    private(set) var eventTime: FieldDraft?
    private(set) var lateAfter: Duration?
    private(set) var unknownFields = TableSchema.UnknownFields.extra
    private let sortKeys: JSONNode?

    /// Reads them from `root`, whose own fields are `drafts`.
    init(_ root: JSONNode, _ drafts: [FieldDraft], _ parser: inout SchemaParser) {
        sortKeys = root["x-sort-by"]
        eventID = Self.source("x-event-id", root, drafts, &parser) { draft in
            draft.leaf == .string || draft.leaf == .uuid || draft.leaf == .long
                ? nil : "an event's id is a string or an integer; \"\(draft.name)\" is neither"
        }
        eventTime = Self.source("x-event-time", root, drafts, &parser) { draft in
            draft.leaf == .timestamptz
                ? nil
                : "an event's time is a string of format date-time, or a number with x-time; "
                    + "\"\(draft.name)\" is neither"
        }
        if let eventID, eventID.name == eventTime?.name, let node = root["x-event-id"] {
            parser.refuse(node, "one field cannot be both the id and the time")
        }
        readLateAfter(root, &parser)
        readUnknownFields(root, &parser)
    }

    /// The property that `keyword` names; `refusal` says what is wrong with its type.
    private static func source(
        _ keyword: String,
        _ root: JSONNode,
        _ drafts: [FieldDraft],
        _ parser: inout SchemaParser,
        _ refusal: (FieldDraft) -> String?
    ) -> FieldDraft? {
        guard let node = root[keyword] else { return nil }
        guard let name = node.string else {
            parser.refuse(node, "name one of the properties")
            return nil
        }
        guard let draft = drafts.first(where: { $0.name == name }) else {
            // A property whose own schema was refused is there all the same.
            if root["properties"]?[name] == nil {
                parser.refuse(node, "there is no property \"\(name)\"")
            }
            return nil
        }
        if let reason = refusal(draft) {
            parser.refuse(node, reason)
            return nil
        }
        if draft.pinnedID != nil, let pin = draft.node["x-field-id"] {
            let column = keyword == "x-event-id" ? SystemColumns.eventID : SystemColumns.eventTime
            parser.refuse(pin, "the field becomes \(column.name), whose id is \(column.id)")
        }
        return draft
    }

    private mutating func readLateAfter(_ root: JSONNode, _ parser: inout SchemaParser) {
        guard let node = root["x-late-after"] else { return }
        guard let duration = node.string.flatMap(ISO8601Duration.parse), duration > .zero else {
            parser.refuse(
                node,
                "write a length of time as ISO 8601 does, in weeks, days, hours, minutes or "
                    + "seconds: \"P30D\", \"PT12H\""
            )
            return
        }
        if root["x-event-time"] == nil {
            parser.refuse(node, "without x-event-time no event is late; name the time or remove it")
        }
        lateAfter = duration
    }

    private mutating func readUnknownFields(_ root: JSONNode, _ parser: inout SchemaParser) {
        guard let node = root["x-unknown-fields"] else { return }
        switch node.string {
        case "extra": unknownFields = .extra
        case "reject": unknownFields = .reject
        case "evolve": unknownFields = .evolve
        default: parser.refuse(node, "write extra, reject or evolve")
        }
    }

    /// The columns that rows are sorted by, found among the table's own `fields` and the writer's.
    ///
    /// A property that became `event_id` or `event_time` is named as the events name it.
    func sortBy(among fields: [Field], _ parser: inout SchemaParser) -> [FieldID] {
        guard let sortKeys else { return [] }
        guard let elements = sortKeys.array else {
            parser.refuse(sortKeys, "write an array of property names")
            return []
        }
        var columns = Dictionary(fields.map { ($0.name, $0) }) { first, _ in first }
        for column in SystemColumns.leading { columns[column.name] = column }
        if let eventID { columns[eventID.name] = SystemColumns.eventID }
        if let eventTime { columns[eventTime.name] = SystemColumns.eventTime }
        var ids: [FieldID] = []
        for element in elements {
            guard let column = element.string.flatMap({ columns[$0] }) else {
                parser.refuse(element, "there is no column of this name")
                continue
            }
            guard column.type.isSortable else {
                parser.refuse(element, "rows cannot be sorted by a \(column.type)")
                continue
            }
            if ids.contains(column.id) { parser.refuse(element, "named twice") }
            ids.append(column.id)
        }
        return ids
    }
}

extension LogicalType {
    /// Whether its values have an order that readers use.
    fileprivate var isSortable: Bool {
        switch self {
        case .structure, .list, .json, .binary: false
        default: true
        }
    }
}
