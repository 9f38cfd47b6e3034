import Columnar
import LakeModel

#if canImport(Glibc)
import Glibc
#endif

/// What an event becomes, worked out from its tree the plain way.
struct ModelDecoder {
    /// The event is no row.
    struct Rejected: Error {}

    let own: [Field]

    /// The cells of the own fields, then of `extra`.
    func row(_ event: [ModelMember]) throws(Rejected) -> [Cell] {
        guard case .structure(let cells) = try structure(own, event) else { throw Rejected() }
        return cells + [extra(own, event).map(Cell.text) ?? .null]
    }

    private func structure(_ fields: [Field], _ members: [ModelMember]) throws(Rejected) -> Cell {
        let members = members.lastOfEach
        var cells: [Cell] = []
        for field in fields {
            let value = members.first { $0.key == field.name }?.value ?? .null
            let cell = try self.cell(field, value)
            guard cell != .null || !field.isRequired else { throw Rejected() }
            cells.append(cell)
        }
        return .structure(cells)
    }

    private func cell(_ field: Field, _ value: ModelJSON) throws(Rejected) -> Cell {
        if case .null = value { return .null }
        switch (field.type, value) {
        case (.boolean, .bool(let value)): return .bool(value)
        case (.long, .number(let text)):
            guard let value = Int64(text) else { throw Rejected() }
            return .integer(Int128(value))
        case (.double, .number(let text)):
            guard let value = Double(text), value.isFinite else { throw Rejected() }
            return .double(value)
        case (.decimal(let precision, let scale), .number(let text)):
            return try decimal(text, precision, scale)
        case (.string, .string(let text)):
            guard field.allowedValues?.contains(text) ?? true else { throw Rejected() }
            return .text(text)
        case (.uuid, .string(let text)):
            guard text.utf8.count == 36 else { throw Rejected() }
            return .text(text.lowercased())
        case (.date, .string(let text)): return try day(text)
        case (.timestamptz, .number(let text)):
            guard let value = Int64(text) else { throw Rejected() }
            return .integer(Int128(value) * 1_000)
        case (.json, .raw(let text)): return .text(text)
        case (.structure(let fields), .object(let members)):
            return try structure(fields, members)
        case (.list(let element), .array(let values)):
            var cells: [Cell] = []
            for value in values {
                let cell = try self.cell(element, value)
                guard cell != .null || !element.isRequired else { throw Rejected() }
                cells.append(cell)
            }
            return .list(cells)
        default: throw Rejected()
        }
    }

    private func decimal(_ text: String, _ precision: Int, _ scale: Int) throws(Rejected) -> Cell {
        let parts = text.split(separator: ".")
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        guard fraction.dropFirst(scale).allSatisfy({ $0 == "0" }) else { throw Rejected() }
        let kept = fraction.prefix(scale)
        let digits = parts[0] + kept + String(repeating: "0", count: scale - kept.count)
        let count = digits.drop { $0 == "0" || $0 == "-" }.count
        guard count <= precision, let value = Int128(digits) else { throw Rejected() }
        return .integer(value)
    }

    private func day(_ text: String) throws(Rejected) -> Cell {
        let parts = text.split(separator: "-").compactMap { Int32($0) }
        guard text.utf8.count == 10, parts.count == 3 else { throw Rejected() }
        var time = tm()
        time.tm_year = parts[0] - 1900
        time.tm_mon = parts[1] - 1
        time.tm_mday = parts[2]
        return .integer(Int128(timegm(&time)) / 86_400)
    }

    private func extra(_ fields: [Field], _ members: [ModelMember]) -> String? {
        var parts: [String] = []
        for member in members.lastOfEach {
            guard let field = fields.first(where: { $0.name == member.key }) else {
                if case .raw(let text) = member.value { parts.append("\(member.keyText):\(text)") }
                continue
            }
            if let inner = extra(field, member.value) {
                parts.append("\"\(field.name)\":\(inner)")
            }
        }
        return parts.isEmpty ? nil : "{" + parts.joined(separator: ",") + "}"
    }

    private func extra(_ field: Field, _ value: ModelJSON) -> String? {
        switch (field.type, value) {
        case (.structure(let fields), .object(let members)):
            return extra(fields, members)
        case (.list(let element), .array(let values)):
            let parts = values.map { extra(element, $0) }
            guard parts.contains(where: { $0 != nil }) else { return nil }
            let isNested = if case .list = element.type { true } else { false }
            return "[" + parts.map { $0 ?? (isNested ? "[]" : "{}") }.joined(separator: ",") + "]"
        default:
            return nil
        }
    }
}
