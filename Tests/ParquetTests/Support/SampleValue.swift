import LakeModel

/// A value of a test row, of any type: what a written file must give back.
indirect enum SampleValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    /// Integers, times and unscaled decimals.
    case integer(Int128)
    /// A double by its bits, so that NaN and -0.0 are themselves.
    case double(UInt64)
    case bytes([UInt8])
    case structure([SampleValue])
    case list([SampleValue])

    /// The value as JSON that keeps every bit: integers as text, doubles and bytes in hexadecimal.
    func json(_ field: Field) -> String {
        switch self {
        case .null: return "null"
        case .boolean(let value): return value ? "true" : "false"
        case .integer(let value): return "\"\(value)\""
        case .double(let bits):
            let digits = String(bits, radix: 16)
            return "\"x" + String(repeating: "0", count: 16 - digits.count) + digits + "\""
        case .bytes(let value):
            return "\"h" + value.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
                + "\""
        case .structure(let values):
            guard case .structure(let fields) = field.type else { return "?" }
            let members = zip(fields, values).map { "\"\($0.name)\":" + $1.json($0) }
            return "{" + members.joined(separator: ",") + "}"
        case .list(let values):
            guard case .list(let element) = field.type else { return "?" }
            return "[" + values.map { $0.json(element) }.joined(separator: ",") + "]"
        }
    }
}
