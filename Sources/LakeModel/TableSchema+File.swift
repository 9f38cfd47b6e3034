extension TableSchema {
    /// A schema file that describes this table with every id pinned.
    ///
    /// Reading it gives an equal schema, whatever else was read before: it is how a version of a
    /// schema is kept. Equal schemas have equal bytes. Only for schemas that a file can describe:
    /// `dead_letters` is none.
    package var file: [UInt8] {
        var json = JSONWriter(capacity: 1024)
        json.object { json in
            json.member("$schema", "https://json-schema.org/draft/2020-12/schema")
            json.member("title", name.name)
            json.member("type", "object")
            writeKeywords(to: &json)
            let sources = [eventIDSource, eventTimeSource].compactMap(\.self)
            // The writer's columns have their ids by what they are mapped to.
            json.write(sources.map { ($0, false) } + ownFields.map { ($0, true) })
        }
        return json.bytes
    }

    private func writeKeywords(to json: inout JSONWriter) {
        if let eventIDSource { json.member("x-event-id", eventIDSource.name) }
        if let eventTimeSource { json.member("x-event-time", eventTimeSource.name) }
        if let lateAfter { json.member("x-late-after", "PT\(lateAfter.components.seconds)S") }
        if !sortBy.isEmpty {
            json.name("x-sort-by")
            json.array { json in for id in sortBy { json.string(sortKey(id)) } }
        }
        switch unknownFields {
        case .extra: json.member("x-unknown-fields", "extra")
        case .reject: json.member("x-unknown-fields", "reject")
        case .evolve: json.member("x-unknown-fields", "evolve")
        }
    }

    /// The name by which a schema file sorts by a column: that of the events' field.
    private func sortKey(_ id: FieldID) -> String {
        switch id {
        case SystemColumns.eventID.id: if let eventIDSource { return eventIDSource.name }
        case SystemColumns.eventTime.id: if let eventTimeSource { return eventTimeSource.name }
        default: break
        }
        guard let column = fields.first(where: { $0.id == id }) else {
            preconditionFailure("a table is sorted by its columns")
        }
        return column.name
    }
}

extension JSONWriter {
    /// Writes `required` and `properties` of an object of these fields; `isPinned`: with their ids.
    fileprivate mutating func write(_ fields: [(field: Field, isPinned: Bool)]) {
        let required = fields.filter(\.field.isRequired)
        if !required.isEmpty {
            name("required")
            array { json in for (field, _) in required { json.string(field.name) } }
        }
        name("properties")
        object { json in
            for (field, isPinned) in fields {
                json.name(field.name)
                json.write(field, isPinned: isPinned)
            }
        }
    }

    private mutating func write(_ field: Field, isPinned: Bool) {
        object { json in
            json.write(field.type, of: field)
            if let text = field.documentation { json.member("description", text) }
            if isPinned { json.member("x-field-id", field.id.rawValue) }
            if field.isEvolved { json.member(SchemaKeyword.evolved, true) }
        }
    }

    private mutating func write(_ type: LogicalType, of field: Field) {
        switch type {
        case .boolean: member("type", "boolean")
        case .int, .long: member("type", "integer")
        case .double: member("type", "number")
        case .decimal(let precision, let scale):
            member("type", "number")
            name("x-decimal")
            array { json in
                json.integer(precision)
                json.integer(scale)
            }
        case .date: write(format: "date")
        case .timestamptz: writeTime(field.reading)
        case .uuid: write(format: "uuid")
        case .string, .binary: writeText(field)
        case .json: if field.isRequired { writeAnyValue() }
        case .structure(let fields):
            member("type", "object")
            write(fields.map { ($0, true) })
        case .list(let element):
            member("type", "array")
            name("items")
            write(element, isPinned: true)
        }
    }

    private mutating func write(format: String) {
        member("type", "string")
        member("format", format)
    }

    private mutating func writeTime(_ reading: Field.Reading) {
        let unit: String
        switch reading {
        case .plain: return write(format: "date-time")
        case .epochSeconds: unit = "epoch-s"
        case .epochMilliseconds: unit = "epoch-ms"
        case .epochMicroseconds: unit = "epoch-us"
        }
        member("type", "number")
        member("x-time", unit)
    }

    private mutating func writeText(_ field: Field) {
        member("type", "string")
        guard let values = field.allowedValues else { return }
        name("enum")
        array { json in for value in values { json.string(value) } }
    }

    /// Several types are kept as JSON, as no type is; but no type would allow null.
    private mutating func writeAnyValue() {
        name("type")
        array { json in
            for type in ["boolean", "number", "string", "object", "array"] { json.string(type) }
        }
    }
}
