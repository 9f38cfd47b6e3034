package import LakeModel

extension JSONNode {
    /// The value as JSON for people: two spaces a level, a line a value, a line feed at the end.
    package var pretty: [UInt8] {
        var text: [UInt8] = []
        write(to: &text, indentation: 0)
        text.append(UInt8(ascii: "\n"))
        return text
    }

    private func write(to text: inout [UInt8], indentation: Int) {
        switch value {
        case .array(let elements) where !elements.isEmpty:
            Self.write(elements, in: ("[", "]"), to: &text, indentation) { element, text in
                element.write(to: &text, indentation: indentation + 1)
            }
        case .object(let members) where !members.isEmpty:
            Self.write(members, in: ("{", "}"), to: &text, indentation) { member, text in
                Self.writeFlat(JSONNode(value: .string(member.name)), to: &text)
                text.append(contentsOf: ": ".utf8)
                member.node.write(to: &text, indentation: indentation + 1)
            }
        case .null, .boolean, .number, .string, .array, .object:
            Self.writeFlat(self, to: &text)
        }
    }

    private static func write<Part>(
        _ parts: [Part],
        in brackets: (String, String),
        to text: inout [UInt8],
        _ indentation: Int,
        _ write: (Part, inout [UInt8]) -> Void
    ) {
        text.append(contentsOf: brackets.0.utf8)
        for (index, part) in parts.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            breakLine(&text, indentation + 1)
            write(part, &text)
        }
        breakLine(&text, indentation)
        text.append(contentsOf: brackets.1.utf8)
    }

    private static func breakLine(_ text: inout [UInt8], _ indentation: Int) {
        text.append(UInt8(ascii: "\n"))
        text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indentation))
    }

    private static func writeFlat(_ node: JSONNode, to text: inout [UInt8]) {
        var writer = JSONWriter()
        writer.node(node)
        text.append(contentsOf: writer.bytes)
    }
}
