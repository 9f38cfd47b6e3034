import LakeModel

/// Random schemas, and random events for them: most of them right, some not.
struct ModelGenerator {
    var random: SeededGenerator
    private var writer: ModelWriter
    private var nextID: Int32 = 100

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        writer = ModelWriter(random: SeededGenerator(seed: seed ^ 0xABCD))
    }

    mutating func fields(depth: Int) -> [Field] {
        (0..<Int.random(in: 1...(depth == 0 ? 9 : 4), using: &random)).map { index in
            // Some names are longer than what is compared in words.
            let tail = random.once(in: 4) ? "_of_a_name_that_goes_on_and_on" : ""
            return field("f\(index)\(tail)", depth: depth)
        }
    }

    private mutating func field(_ name: String, depth: Int) -> Field {
        nextID += 1
        let id = FieldID(nextID)
        let type = self.type(depth: depth)
        return Field(
            id: id,
            name: name,
            type: type,
            isRequired: random.once(in: 12),
            reading: type == .timestamptz ? .epochMilliseconds : .plain,
            allowedValues: type == .string && random.once(in: 3) ? ["a", "bb", "\"ç\""] : nil
        )
    }

    private mutating func type(depth: Int) -> LogicalType {
        switch Int.random(in: 0..<(depth < 3 ? 14 : 10), using: &random) {
        case 0: .boolean
        case 1, 2: .long
        case 3: .double
        case 4: .decimal(precision: 12, scale: 2)
        case 5: .decimal(precision: 30, scale: 4)
        case 6: .json
        case 7: .uuid
        case 8: random.once(in: 2) ? .date : .timestamptz
        case 9, 10: .string
        case 11, 12: .structure(fields(depth: depth + 1))
        default: .list(element: field("element", depth: depth + 1))
        }
    }

    mutating func event(_ fields: [Field]) -> [ModelMember] {
        var members: [ModelMember] = []
        for field in fields where field.isRequired || !random.once(in: 5) {
            members.append(member(field.name, value(field)))
            if random.once(in: 30) { members.append(member(field.name, value(field))) }
        }
        while random.once(in: 5) {
            members.append(member(random.pick(["u", "v", "é", "x\"y"]), .raw(rawText())))
        }
        if !random.once(in: 3) { members.shuffle(using: &random) }
        return members
    }

    private mutating func member(_ key: String, _ value: ModelJSON) -> ModelMember {
        ModelMember(key: key, keyText: writer.quoted(key), value: value)
    }

    mutating func text(_ event: [ModelMember]) -> String {
        let isCompact = random.once(in: 2)
        return writer.text(.object(event), isCompact: isCompact)
    }

    private mutating func rawText() -> String {
        random.pick(["1", "\"t\"", "{\"a\":[1, 2]}", "[]", "false", "[{\"f0\":1}]", "-1.5e3"])
    }

    private mutating func value(_ field: Field) -> ModelJSON {
        if random.once(in: field.isRequired ? 60 : 8) { return .null }
        if field.type != .json, random.once(in: 80) {
            return random.pick([.bool(true), .number("7"), .string("x"), .array([]), .object([])])
        }
        switch field.type {
        case .boolean: return .bool(random.once(in: 2))
        case .long:
            return .number("\(Int64(bitPattern: random.next()) >> random.pick([0, 20, 60]))")
        case .double: return .number(random.pick(["0.5", "-1e-7", "3", "1.7976931348623157e308"]))
        case .decimal(_, let scale):
            let whole = Int.random(in: -99_999_999...99_999_999, using: &random)
            return .number(
                "\(whole)" + (scale > 0 ? random.pick([".25", "", ".1", ".00000"]) : "")
            )
        case .string: return .string(text(field))
        case .uuid:
            return .string(
                "991412ED-5a2b-47a3-a4ea-fa759d03cf9\(Int.random(in: 0...9, using: &random))"
            )
        case .date: return .string(random.pick(["1969-12-31", "2024-02-29", "2026-11-01"]))
        case .timestamptz:
            return .number("\(Int64.random(in: -9_000_000_000...9_000_000_000, using: &random))")
        case .structure(let fields): return .object(event(fields))
        case .list(let element):
            let count = random.pick([0, 1, 1, 2, 3, 6])
            return .array((0..<count).map { _ in value(element) })
        case .json: return .raw(rawText())
        case .int, .binary: return .null
        }
    }

    private mutating func text(_ field: Field) -> String {
        if let allowed = field.allowedValues { return random.pick(allowed) }
        let count = random.pick([0, 1, 5, 15, 16, 17, 40])
        let letters = ["a", "Z", "9", " ", "é", "漢", "😀", "\n", "\"", "\\", "/", "\u{7F}"]
        return (0..<count).map { _ in random.pick(letters) }.joined()
    }
}
