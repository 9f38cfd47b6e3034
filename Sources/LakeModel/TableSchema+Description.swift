extension TableSchema: CustomStringConvertible {
    /// The table for people, a column a line: id, name, type, and what else is said of it.
    ///
    /// The text depends on the schema alone, so that two listings can be compared.
    public var description: String {
        var lines: [String] = [name.name]
        var rows: [Row] = []
        for field in fields { append(field, depth: 0, to: &rows) }
        let nameWidth = rows.map(\.name.count).max() ?? 0
        let typeWidth = rows.map(\.type.count).max() ?? 0
        let idWidth = rows.map(\.id.count).max() ?? 0
        for row in rows {
            let padding = String(repeating: " ", count: idWidth - row.id.count)
            let name = row.name + String(repeating: " ", count: nameWidth - row.name.count)
            let type = row.type + String(repeating: " ", count: typeWidth - row.type.count)
            var line = "  \(padding)\(row.id)  \(name)  \(type)  \(row.notes)"
            while line.last == " " { line.removeLast() }
            lines.append(line)
        }
        return (lines + settings).joined(separator: "\n")
    }

    private struct Row {
        let id: String
        let name: String
        let type: String
        let notes: String
    }

    private func append(_ field: Field, depth: Int, to rows: inout [Row]) {
        var notes: [String] = []
        if field.isRequired { notes.append("required") }
        if let source = source(of: field) { notes.append("from \(source.name)") }
        switch source(of: field)?.reading ?? field.reading {
        case .plain: break
        case .epochSeconds: notes.append("epoch seconds")
        case .epochMilliseconds: notes.append("epoch milliseconds")
        case .epochMicroseconds: notes.append("epoch microseconds")
        }
        if let values = field.allowedValues {
            notes.append("one of \(values.joined(separator: " "))")
        }
        let name = String(repeating: "  ", count: depth) + field.name
        rows.append(
            Row(
                id: field.id.description,
                name: name,
                type: field.type.description,
                notes: notes.joined(separator: ", ")
            )
        )
        for inner in field.type.innerFields { append(inner, depth: depth + 1, to: &rows) }
    }

    private func source(of field: Field) -> Field? {
        switch field.id {
        case SystemColumns.eventID.id: eventIDSource
        case SystemColumns.eventTime.id: eventTimeSource
        default: nil
        }
    }

    private var settings: [String] {
        var lines: [String] = []
        if !sortBy.isEmpty {
            let names = sortBy.compactMap { id in fields.first { $0.id == id }?.name }
            lines.append("  sorted by \(names.joined(separator: ", "))")
        }
        if let lateAfter {
            lines.append("  refuses events older than \(lateAfter.components.seconds) s")
        }
        switch unknownFields {
        case .extra: lines.append("  keeps other fields in extra")
        case .reject: lines.append("  rejects events with other fields")
        case .evolve: lines.append("  adds a column for other fields")
        }
        return lines
    }
}
