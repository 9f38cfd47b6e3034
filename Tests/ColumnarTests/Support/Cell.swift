import Columnar
import LakeModel

/// A slot's value, read out of a column the plain way.
indirect enum Cell: Hashable, CustomStringConvertible {
    case null
    case bool(Bool)
    case integer(Int128)
    case double(UInt64)
    case text(String)
    case structure([Cell])
    case list([Cell])

    static func double(_ value: Double) -> Cell { .double(value.bitPattern) }

    init(_ column: Column, _ slot: Int) {
        guard column.isValid(slot) else {
            self = .null
            return
        }
        switch column.storage {
        case .bytes1(let values): self = .bool(values[slot] == 1)
        case .int32(let values): self = .integer(Int128(values[slot]))
        case .int64(let values): self = .integer(Int128(values[slot]))
        case .int128(let values): self = .integer(values[slot])
        case .double(let values): self = .double(values[slot].bitPattern)
        case .bytes(let offsets, let data):
            let range = Int(offsets[slot])..<Int(offsets[slot + 1])
            self = .text(String(decoding: range.map { data[$0] }, as: UTF8.self))
        case .structure(let children):
            self = .structure(children.map { Cell($0, slot) })
        case .list(let offsets, let element):
            self = .list((Int(offsets[slot])..<Int(offsets[slot + 1])).map { Cell(element, $0) })
        }
    }

    var description: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .double(let bits): "\(Double(bitPattern: bits))"
        case .text(let text): "\"\(text)\""
        case .structure(let cells): "{\(cells)}"
        case .list(let cells): "\(cells)"
        }
    }
}

extension RecordBatch {
    /// A column's values by name.
    func cells(_ name: String) -> [Cell] {
        guard let index = schema.fields.firstIndex(where: { $0.name == name }) else { return [] }
        return (0..<rowCount).map { Cell(columns[index], $0) }
    }

    /// All rows, columns left out by name.
    func rows(without names: Set<String> = []) -> [[Cell]] {
        let kept = schema.fields.indices.filter { !names.contains(schema.fields[$0].name) }
        return (0..<rowCount).map { row in kept.map { Cell(columns[$0], row) } }
    }

    /// The memory of all columns as text, undefined slots left out.
    var layout: [String] { columns.map { $0.layout } }
}

extension Column {
    /// The column's memory as text, values of null slots left out.
    var layout: String {
        let bits = validity.map { "\($0.words)/\($0.count)" } ?? "all"
        func defined<Value>(_ buffer: ColumnBuffer<Value>) -> String {
            "\((0..<count).map { isValid($0) ? "\(buffer[$0])" : "-" })/\(buffer.count)"
        }
        let values =
            switch storage {
            case .bytes1(let values): defined(values)
            case .int32(let values): defined(values)
            case .int64(let values): defined(values)
            case .int128(let values): defined(values)
            case .double(let values): defined(values)
            case .bytes(let offsets, let data): "\(offsets.array) \(data.array)"
            case .structure(let children): "\(children.map(\.layout))"
            case .list(let offsets, let element): "\(offsets.array) \(element.layout)"
            }
        return "\(field.name) \(count) \(bits) \(values)"
    }

    /// What the layout promises and this column does not keep.
    var faults: [String] {
        var faults: [String] = []
        func expect(_ holds: Bool, _ text: String) {
            if !holds { faults.append("\(field.name): \(text)") }
        }
        if let validity { expect(validity.count == count, "validity of \(validity.count)") }
        func check(_ offsets: ColumnBuffer<UInt32>, end: Int) {
            let all = offsets.array
            expect(all.count == count + 1 && all.first == 0, "offsets begin at 0")
            expect(zip(all, all.dropFirst()).allSatisfy { $0 <= $1 }, "offsets ascend")
            expect(Int(all.last ?? 0) == end, "offsets end at \(end)")
            for slot in 0..<count where !isValid(slot) {
                expect(all[slot] == all[slot + 1], "null slots are empty")
            }
        }
        switch storage {
        case .bytes1(let values): expect(values.count == count, "values")
        case .int32(let values): expect(values.count == count, "values")
        case .int64(let values): expect(values.count == count, "values")
        case .int128(let values): expect(values.count == count, "values")
        case .double(let values): expect(values.count == count, "values")
        case .bytes(let offsets, let data): check(offsets, end: data.count)
        case .structure(let children):
            for child in children {
                expect(child.count == count, "children are of one length")
                faults += child.faults
            }
        case .list(let offsets, let element):
            check(offsets, end: element.count)
            faults += element.faults
        }
        return faults
    }
}
