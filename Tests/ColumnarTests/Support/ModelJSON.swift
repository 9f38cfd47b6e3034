/// A JSON value as a tree, with the texts that a generator chose for it.
indirect enum ModelJSON {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([ModelJSON])
    case object([ModelMember])
    /// A value whose text is kept.
    case raw(String)
}

/// One member of a ``ModelJSON/object(_:)``.
struct ModelMember {
    let key: String
    /// The key in quotes, escaped in one of the ways there are.
    let keyText: String
    let value: ModelJSON
}

extension [ModelMember] {
    /// The members without those whose key stands once more behind them.
    var lastOfEach: [ModelMember] {
        var seen: Set<[UInt8]> = []
        return reversed().filter { seen.insert([UInt8]($0.key.utf8)).inserted }.reversed()
    }
}

/// Writes trees as text, with whitespace and escapes that a generator chooses.
struct ModelWriter {
    var random: SeededGenerator

    mutating func text(_ value: ModelJSON, isCompact: Bool) -> String {
        switch value {
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .number(let text), .raw(let text): return text
        case .string(let text): return quoted(text)
        case .array(let values):
            let parts = values.map { space(isCompact) + text($0, isCompact: isCompact) }
            return "[" + parts.joined(separator: ",") + space(isCompact) + "]"
        case .object(let members):
            let parts = members.map { member in
                space(isCompact) + member.keyText + space(isCompact) + ":" + space(isCompact)
                    + text(member.value, isCompact: isCompact) + space(isCompact)
            }
            return "{" + parts.joined(separator: ",") + "}"
        }
    }

    private mutating func space(_ isCompact: Bool) -> String {
        isCompact ? "" : random.pick(["", "", " ", "\t", "  "])
    }

    /// The text in quotes, some characters escaped that need not be.
    mutating func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" {
                result += "\\\(scalar)"
            } else if scalar.value < 0x20 || random.once(in: 40) {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
