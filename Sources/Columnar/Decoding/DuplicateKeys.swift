/// Writes an event again without those members whose key stands once more behind them.
///
/// The slow way, for events in which a key was seen twice or a value was refused: the last member
/// of a key wins at every level that the schema knows. Values that are kept as JSON text, of
/// `extra` too, stay as they are, inner duplicates included.
struct DuplicateKeys {
    private let plan: DecodePlan
    private var scanner: JSONScanner
    /// Whether any member was left out.
    private(set) var found = false

    private struct Member {
        let key: ScanCursor
        let keyEnd: ScanCursor
        let value: ScanCursor
        let end: ScanCursor
        let name: [UInt8]
        let node: Int
    }

    init(plan: DecodePlan, scanner: JSONScanner) {
        self.plan = plan
        self.scanner = scanner
    }

    /// Appends the event at `start`, which is valid JSON and an object.
    mutating func rewrite(_ start: ScanCursor, into output: inout ScratchBytes) {
        rewriteObject(start, object: 0, into: &output)
    }

    private mutating func rewriteObject(
        _ open: ScanCursor,
        object: Int,
        into output: inout ScratchBytes
    ) {
        let members = members(of: open, object: object)
        var last: [[UInt8]: Int] = [:]
        for (index, member) in members.enumerated() { last[member.name] = index }
        if last.count < members.count { found = true }
        output.append(.openBrace)
        var isFirst = true
        for (index, member) in members.enumerated() where last[member.name] == index {
            if !isFirst { output.append(.comma) }
            isFirst = false
            output.append(member.key, count: member.keyEnd - member.key)
            output.append(.colon)
            rewriteValue(member.value, end: member.end, node: member.node, into: &output)
        }
        output.append(.closeBrace)
    }

    private mutating func rewriteValue(
        _ value: ScanCursor,
        end: ScanCursor,
        node: Int,
        into output: inout ScratchBytes
    ) {
        switch (plan.nodes[node].kind, value.byte) {
        case (.structure, .openBrace):
            rewriteObject(value, object: Int(plan.nodes[node].child), into: &output)
        case (.list, .openBracket):
            rewriteList(value, element: Int(plan.nodes[node].child), into: &output)
        default:
            output.append(value, count: end - value)
        }
    }

    private mutating func rewriteList(
        _ open: ScanCursor,
        element: Int,
        into output: inout ScratchBytes
    ) {
        output.append(.openBracket)
        var cursor = scanner.skipWhitespace(open + 1)
        while cursor.byte != .closeBracket {
            guard let end = scanner.skipValue(cursor, depth: 0) else { return malformed() }
            rewriteValue(cursor, end: end, node: element, into: &output)
            cursor = scanner.skipWhitespace(end)
            guard cursor.byte == .comma else { continue }
            output.append(.comma)
            cursor = scanner.skipWhitespace(cursor + 1)
        }
        output.append(.closeBracket)
    }

    private mutating func members(of open: ScanCursor, object: Int) -> [Member] {
        var members: [Member] = []
        var cursor = scanner.skipWhitespace(open + 1)
        while cursor.byte != .closeBrace {
            var scratch = ScratchBytes()
            guard let keyEnd = scanner.unescape(cursor + 1, into: &scratch),
                let value = scanner.skipColon(keyEnd),
                let end = scanner.skipValue(value, depth: 0)
            else {
                malformed()
                return []
            }
            let count = scratch.count
            let name = scratch.start()
            members.append(
                Member(
                    key: cursor,
                    keyEnd: keyEnd,
                    value: value,
                    end: end,
                    name: name.bytes(count: count),
                    node: plan.find(name, count: count, in: plan.objects[object].keys)
                )
            )
            cursor = scanner.skipWhitespace(end)
            if cursor.byte == .comma { cursor = scanner.skipWhitespace(cursor + 1) }
        }
        return members
    }

    private func malformed() {
        preconditionFailure("only an event that was scanned before is rewritten")
    }
}
