import LakeModel

/// Draws rows of a schema from a seed: extremes, few and many distinct values, runs and nulls.
struct SampleRows {
    private var random: SeededGenerator
    /// How many of a hundred optional values are null.
    let nullPercent: Int
    /// Values are drawn from about so many distinct ones.
    let distinct: Int
    private var runs: [FieldID: SampleValue] = [:]

    init(seed: UInt64, nullPercent: Int = 20, distinct: Int = 50) {
        random = SeededGenerator(seed: seed)
        self.nullPercent = nullPercent
        self.distinct = distinct
    }

    mutating func rows(_ schema: TableSchema, count: Int) -> [[SampleValue]] {
        (0..<count).map { _ in schema.fields.map { value($0) } }
    }

    mutating func value(_ field: Field) -> SampleValue {
        if !field.isRequired, Int.random(in: 0..<100, using: &random) < nullPercent { return .null }
        // Half of the values repeat the one before, which makes runs.
        if let last = runs[field.id], Bool.random(using: &random) { return last }
        let drawn = draw(field)
        runs[field.id] = drawn
        return drawn
    }

    private mutating func draw(_ field: Field) -> SampleValue {
        let key = Int.random(in: 0..<max(distinct, 1), using: &random)
        switch field.type {
        case .boolean: return .boolean(key % 2 == 0)
        case .int: return .integer(Int128(Self.integer(key, Int32.min, Int32.max)))
        // The years 1 to 9999: readers' own dates reach no further.
        case .date: return .integer(Int128(key == 0 ? -719_162 : (key &* 7919) % 2_932_896))
        case .long, .timestamptz: return .integer(Int128(Self.integer(key, Int64.min, Int64.max)))
        case .double: return .double(Self.double(key))
        case .decimal(let precision, _): return .integer(Self.decimal(key, precision))
        case .string, .uuid, .json: return .bytes(Self.text(key))
        case .binary: return .bytes(Self.binary(key))
        case .structure(let fields): return .structure(fields.map { value($0) })
        case .list(let element):
            return .list((0..<Int.random(in: 0...4, using: &random)).map { _ in value(element) })
        }
    }

    private static func integer<Value: FixedWidthInteger>(
        _ key: Int,
        _ least: Value,
        _ most: Value
    ) -> Value {
        switch key {
        case 0: 0
        case 1: least
        case 2: most
        case 3: -1
        default: Value(truncatingIfNeeded: UInt64(key) &* 0x9E37_79B9_7F4A_7C15) >> (key % 3 * 8)
        }
    }

    private static func double(_ key: Int) -> UInt64 {
        let special: [Double] = [
            0.0, -0.0, .infinity, -.infinity, .nan, .greatestFiniteMagnitude,
            .leastNonzeroMagnitude, -1.5,
        ]
        return key < special.count
            ? special[key].bitPattern : (Double(key) * 1.0e-3 - 10).bitPattern
    }

    private static func decimal(_ key: Int, _ precision: Int) -> Int128 {
        var limit: Int128 = 1
        for _ in 0..<precision { limit *= 10 }
        switch key {
        case 0: return 0
        case 1: return limit - 1
        case 2: return 1 - limit
        default:
            let mixed = Int128(key) &* 0x1234_5678_9ABC_DEF0_1234_5678_9ABC_DEF1
            return mixed % limit
        }
    }

    private static func text(_ key: Int) -> [UInt8] {
        switch key {
        case 0: []
        case 1: Array("ß → 日本語 🦆 \u{10FFFF}\u{0}".utf8)
        case 2: Array(String(repeating: "\u{10FFFF}", count: 40).utf8)
        case 3: Array(String(repeating: "long text that is cut 🙂 ", count: 30).utf8)
        default: Array("value-\(key)-\(String(key, radix: 2))".utf8)
        }
    }

    private static func binary(_ key: Int) -> [UInt8] {
        switch key {
        case 0: []
        case 1: [UInt8](repeating: 0xFF, count: 100)
        case 2: [0, 0x80, 0xFF]
        default: (0..<(key % 20)).map { UInt8(truncatingIfNeeded: key &* ($0 + 7)) }
        }
    }
}
