import LakeModel

/// A string of a template: literal text and placeholders by turns, and a condition before them.
struct TemplateText: Hashable {
    /// When what the string stands in is written at all.
    struct Condition: Hashable {
        let placeholder: TemplatePlaceholder
        let isNegated: Bool

        func holds(in scope: TemplateScope) -> Bool {
            scope.isPresent(placeholder) != isNegated
        }
    }

    enum Piece: Hashable {
        case literal(String)
        case placeholder(TemplatePlaceholder, asText: Bool)
    }

    /// Why a string is none.
    struct Failure: Error {
        let reason: String
    }

    private(set) var condition: Condition?
    private(set) var pieces: [Piece] = []

    /// Reads a string.
    init(_ text: String) throws(Failure) {
        var rest = Substring(text)
        while let open = rest.firstRange(of: "{{") {
            let isFirst = open.lowerBound == text.startIndex
            if open.lowerBound > rest.startIndex {
                pieces.append(.literal(String(rest[..<open.lowerBound])))
            }
            guard let close = rest[open.upperBound...].firstRange(of: "}}") else {
                throw Failure(reason: "'{{' without '}}'")
            }
            let word = rest[open.upperBound..<close.lowerBound]
            if let condition = try Self.condition(word) {
                guard isFirst else {
                    throw Failure(reason: "a condition stands at the beginning of its string")
                }
                self.condition = condition
            } else {
                let isText = word.hasSuffix(":text")
                let name = isText ? word.dropLast(":text".count) : word
                pieces.append(.placeholder(try Self.placeholder(name), asText: isText))
            }
            rest = rest[close.upperBound...]
        }
        if !rest.isEmpty { pieces.append(.literal(String(rest))) }
    }

    /// `if name` or `unless name`; nil: something else.
    private static func condition(_ word: Substring) throws(Failure) -> Condition? {
        for (keyword, isNegated) in [("if ", false), ("unless ", true)]
        where word.hasPrefix(keyword) {
            let name = word.dropFirst(keyword.count)
            return Condition(placeholder: try placeholder(name), isNegated: isNegated)
        }
        return nil
    }

    /// The placeholder of a name.
    static func placeholder(_ name: some StringProtocol) throws(Failure) -> TemplatePlaceholder {
        guard let placeholder = TemplatePlaceholder(rawValue: String(name)) else {
            let known = TemplatePlaceholder.allCases.map(\.rawValue).sorted()
            throw Failure(
                reason: "there is no placeholder of that name; there are "
                    + known.joined(separator: ", ")
            )
        }
        return placeholder
    }

    /// Whether the placeholder stands in it.
    func holds(_ placeholder: TemplatePlaceholder) -> Bool {
        pieces.contains {
            if case .placeholder(placeholder, _) = $0 { true } else { false }
        }
    }

    /// The document that is the whole string; nil: it is a text.
    func document(in scope: TemplateScope) -> JSONNode? {
        guard pieces.count == 1, case .placeholder(let placeholder, asText: false) = pieces[0],
            case .document(let node) = scope.values[placeholder]
        else { return nil }
        return node
    }

    /// The text, once for each value of the list that stands in it; one text where none does.
    func texts(in scope: TemplateScope) throws(Failure) -> [String] {
        var texts = [""]
        var isRepeated = false
        for piece in pieces {
            let values = try Self.values(of: piece, in: scope)
            guard let values else { continue }
            if values.isList {
                guard !isRepeated else { throw Failure(reason: "two lists in one string") }
                isRepeated = true
            }
            texts = values.texts.flatMap { value in texts.map { $0 + value } }
        }
        return texts
    }

    /// The text, in which no list stands.
    func text(in scope: TemplateScope) throws(Failure) -> String {
        for case .placeholder(let placeholder, _) in pieces {
            if case .list = scope.values[placeholder] {
                throw Failure(
                    reason: "{{\(placeholder.rawValue)}} is a list: write it into an array"
                )
            }
        }
        return try texts(in: scope).joined()
    }

    private static func values(
        of piece: Piece,
        in scope: TemplateScope
    ) throws(Failure) -> (texts: [String], isList: Bool)? {
        guard case .placeholder(let placeholder, let isText) = piece else {
            guard case .literal(let text) = piece else { return nil }
            return ([text], false)
        }
        let name = placeholder.rawValue
        switch scope.values[placeholder] {
        case .text(let text): return ([scope.escaped(text)], false)
        case .list(let texts) where !texts.isEmpty: return (texts.map(scope.escaped), true)
        case .document(let node) where isText: return ([scope.escaped(node.compactText)], false)
        case .document:
            throw Failure(
                reason: "{{\(name)}} is a document: write it alone, or {{\(name):text}}"
            )
        case .flag: throw Failure(reason: "{{\(name)}} has no text: only ask {{if \(name)}}")
        case .list, nil:
            throw Failure(
                reason: "{{\(name)}} has no value here: guard what holds it by \"{{if}}\": "
                    + "\"\(name)\", or give the option"
            )
        }
    }
}

extension JSONNode {
    /// The value as compact JSON.
    var compactText: String {
        var writer = JSONWriter(capacity: 1024)
        writer.node(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
