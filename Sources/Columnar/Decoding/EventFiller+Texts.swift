/// Strings that are more than text: times, UUIDs, choices.
extension EventFiller {
    /// A string's characters without escapes.
    struct PlainText {
        /// The first byte; padding, or more of the body, follows the last.
        let start: ScanCursor
        /// The number of bytes.
        let count: Int
        /// The byte behind the closing quote.
        let end: ScanCursor
    }

    /// The text of the string whose opening quote is at `cursor`.
    ///
    /// Nil with ``fault`` set when it is none. Valid until the next call.
    @inline(__always)
    mutating func plainText(_ cursor: ScanCursor) -> PlainText? {
        let special = (cursor + 1).nextSpecial()
        if special.byte == .quote {
            return PlainText(start: cursor + 1, count: special - cursor - 1, end: special + 1)
        }
        return escapedText(cursor)
    }

    @inline(never)
    private mutating func escapedText(_ cursor: ScanCursor) -> PlainText? {
        scratch.removeAll()
        guard let end = scanner.unescape(cursor + 1, into: &scratch) else {
            fault = .scanner
            return nil
        }
        let count = scratch.count
        return PlainText(start: scratch.start(), count: count, end: end)
    }

    @inline(never)
    mutating func fillTimestamp(_ cursor: ScanCursor, node: Int, slot: Int) -> ScanCursor? {
        guard cursor.byte == .quote else { return fillNull(cursor, node: node, slot: slot) }
        guard let text = plainText(cursor) else { return nil }
        switch TextTime.readTimestamp(text.start, count: text.count) {
        case .value(let value):
            let builder = Int(nodes[node].builder)
            guard builders[builder].prepare(slot) else { return failDuplicate() }
            builders[builder].append(value)
            return text.end
        case .mismatch(let hint):
            return fail(.typeMismatch, at: cursor, node: node, hint: hint)
        case .outOfRange:
            return fail(.outOfRange, at: cursor, node: node, hint: "years are 0001 to 9999")
        }
    }

    mutating func fillDate(_ cursor: ScanCursor, node: Int, slot: Int) -> ScanCursor? {
        guard cursor.byte == .quote else { return fillNull(cursor, node: node, slot: slot) }
        guard let text = plainText(cursor) else { return nil }
        switch TextTime.readDate(text.start, count: text.count) {
        case .value(let value):
            let builder = Int(nodes[node].builder)
            guard builders[builder].prepare(slot) else { return failDuplicate() }
            builders[builder].append(Int32(truncatingIfNeeded: value))
            return text.end
        case .mismatch(let hint):
            return fail(.typeMismatch, at: cursor, node: node, hint: hint)
        case .outOfRange:
            return fail(.outOfRange, at: cursor, node: node, hint: "years are 0001 to 9999")
        }
    }

    mutating func fillUUID(_ cursor: ScanCursor, node: Int, slot: Int) -> ScanCursor? {
        guard cursor.byte == .quote else { return fillNull(cursor, node: node, slot: slot) }
        guard let text = plainText(cursor) else { return nil }
        guard text.count == UUIDText.length, UUIDText.isValid(text.start) else {
            return fail(.typeMismatch, at: cursor, node: node)
        }
        let builder = Int(nodes[node].builder)
        guard builders[builder].prepare(slot) else { return failDuplicate() }
        builders[builder].appendData(text.start, count: text.count)
        builders[builder].lowercaseData(last: text.count)
        builders[builder].appendBytes()
        return text.end
    }

    mutating func fillChoice(_ cursor: ScanCursor, node: Int, slot: Int) -> ScanCursor? {
        guard cursor.byte == .quote else { return fillNull(cursor, node: node, slot: slot) }
        guard let text = plainText(cursor) else { return nil }
        guard plan.find(text.start, count: text.count, in: nodes[node].allowed) != 0 else {
            return fail(.notAllowed, at: cursor, node: node)
        }
        let builder = Int(nodes[node].builder)
        guard builders[builder].prepare(slot) else { return failDuplicate() }
        builders[builder].appendData(text.start, count: text.count)
        builders[builder].appendBytes()
        return text.end
    }
}
