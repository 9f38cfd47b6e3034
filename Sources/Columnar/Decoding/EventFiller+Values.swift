/// Values by their field's kind.
extension EventFiller {
    /// Reads the value at `cursor` into slot `slot` of its node's builder.
    @inline(__always)
    mutating func fillValue(
        _ cursor: ScanCursor,
        node: Int,
        slot: Int,
        depth: Int
    ) -> ScanCursor? {
        switch nodes[node].kind {
        case .string: fillString(cursor, node: node, slot: slot)
        case .long: fillLong(cursor, node: node, slot: slot)
        case .double: fillDouble(cursor, node: node, slot: slot)
        case .boolean: fillBoolean(cursor, node: node, slot: slot)
        case .structure: fillStructure(cursor, node: node, slot: slot, depth: depth)
        case .timestamp: fillTimestamp(cursor, node: node, slot: slot)
        default: fillOther(cursor, node: node, slot: slot, depth: depth)
        }
    }

    @inline(never)
    private mutating func fillOther(
        _ cursor: ScanCursor,
        node: Int,
        slot: Int,
        depth: Int
    ) -> ScanCursor? {
        switch nodes[node].kind {
        case .list: fillList(cursor, node: node, slot: slot, depth: depth)
        case .choice: fillChoice(cursor, node: node, slot: slot)
        case .uuid: fillUUID(cursor, node: node, slot: slot)
        case .date: fillDate(cursor, node: node, slot: slot)
        case .json: fillJSON(cursor, node: node, slot: slot, depth: depth)
        case .int, .integerText: fillInteger(cursor, node: node, slot: slot)
        case .epoch: fillEpoch(cursor, node: node, slot: slot)
        case .decimal64, .decimal128: fillDecimal(cursor, node: node, slot: slot)
        default: fillNull(cursor, node: node, slot: slot)
        }
    }

    /// Takes `null`, which is nothing to write; refuses any other value as of the wrong type.
    @inline(never)
    mutating func fillNull(_ cursor: ScanCursor, node: Int, slot: Int) -> ScanCursor? {
        guard cursor.byte == UInt8(ascii: "n") else {
            return fail(.typeMismatch, at: cursor, node: node)
        }
        guard cursor.word32 == Literal.null else { return failScan(.valueExpected, at: cursor) }
        if builders[Int(nodes[node].builder)].count > slot { return failDuplicate() }
        return cursor + 4
    }

    @inline(__always)
    private mutating func fillString(_ cursor: ScanCursor, node: Int, slot: Int) -> ScanCursor? {
        guard cursor.byte == .quote else { return fillNull(cursor, node: node, slot: slot) }
        let builder = Int(nodes[node].builder)
        guard builders[builder].prepare(slot) else { return failDuplicate() }
        var end = builders[builder].appendText(cursor + 1)
        if end.byte != .quote {
            guard let unescaped = appendEscaped(end, builder: builder) else { return nil }
            end = unescaped
        }
        builders[builder].appendBytes()
        return end + 1
    }

    /// Appends the rest of a string from an escape on; the result stands at its closing quote.
    @inline(never)
    private mutating func appendEscaped(_ start: ScanCursor, builder: Int) -> ScanCursor? {
        var cursor = start
        while cursor.byte != .quote {
            guard cursor.byte == .backslash else { return failScan(.badString, at: cursor) }
            guard let escape = scanner.readEscape(cursor) else {
                fault = .scanner
                return nil
            }
            UTF8Scalar.encode(escape.scalar) { builders[builder].appendData($0) }
            cursor = builders[builder].appendText(escape.end)
        }
        return cursor
    }

    @inline(__always)
    private mutating func fillBoolean(_ cursor: ScanCursor, node: Int, slot: Int) -> ScanCursor? {
        let value: UInt8
        let length: Int
        if cursor.word32 == Literal.true {
            (value, length) = (1, 4)
        } else if cursor.byte == UInt8(ascii: "f"), (cursor + 1).word32 == Literal.falseTail {
            (value, length) = (0, 5)
        } else {
            return fillNull(cursor, node: node, slot: slot)
        }
        let builder = Int(nodes[node].builder)
        guard builders[builder].prepare(slot) else { return failDuplicate() }
        builders[builder].append(value)
        return cursor + length
    }

    @inline(__always)
    private mutating func fillStructure(
        _ cursor: ScanCursor,
        node: Int,
        slot: Int,
        depth: Int
    ) -> ScanCursor? {
        guard cursor.byte == .openBrace else { return fillNull(cursor, node: node, slot: slot) }
        let builder = Int(nodes[node].builder)
        guard builders[builder].prepare(slot) else { return failDuplicate() }
        builders[builder].appendStructure()
        frames[depth] = ExtraFrame(
            node: Int32(truncatingIfNeeded: node),
            isList: false,
            written: 0,
            index: 0
        )
        return fillObject(
            cursor,
            object: Int(nodes[node].child),
            slot: slot,
            depth: depth &+ 1
        )
    }

    @inline(never)
    private mutating func fillList(
        _ open: ScanCursor,
        node: Int,
        slot: Int,
        depth: Int
    ) -> ScanCursor? {
        guard open.byte == .openBracket else { return fillNull(open, node: node, slot: slot) }
        guard depth < scanner.depthMax else { return failScan(.tooDeep, at: open) }
        let builder = Int(nodes[node].builder)
        guard builders[builder].prepare(slot) else { return failDuplicate() }
        frames[depth] = ExtraFrame(
            node: Int32(truncatingIfNeeded: node),
            isList: true,
            written: 0,
            index: 0
        )
        let element = Int(nodes[node].child)
        let first = builders[builder].lastOffset
        var count = 0
        var cursor = scanner.skipWhitespace(open + 1)
        if cursor.byte != .closeBracket {
            while true {
                guard elementsLeft > 0 else { return failElements() }
                elementsLeft -= 1
                frames[depth].index = Int32(truncatingIfNeeded: count)
                guard
                    let end = fillElement(
                        cursor,
                        node: element,
                        slot: first + count,
                        depth: depth + 1
                    )
                else { return unwind(.element(count)) }
                count += 1
                cursor = scanner.skipWhitespace(end)
                if cursor.byte == .closeBracket { break }
                guard cursor.byte == .comma else { return failScan(.commaExpected, at: cursor) }
                cursor = scanner.skipWhitespace(cursor + 1)
            }
        }
        builders[builder].appendList(end: first + count)
        if openLevels > depth { closeExtraList(depth, count: count) }
        return cursor + 1
    }

    @inline(__always)
    private mutating func fillElement(
        _ cursor: ScanCursor,
        node: Int,
        slot: Int,
        depth: Int
    ) -> ScanCursor? {
        guard let end = fillValue(cursor, node: node, slot: slot, depth: depth) else { return nil }
        if nodes[node].isRequired, builders[Int(nodes[node].builder)].count <= slot {
            return fail(.missingField, at: cursor, node: node)
        }
        return end
    }

    @inline(never)
    private mutating func failElements() -> ScanCursor? {
        path.removeAll(keepingCapacity: true)
        fault = .event(.tooLarge, "the event's lists have too many elements")
        return nil
    }

    private mutating func fillJSON(
        _ cursor: ScanCursor,
        node: Int,
        slot: Int,
        depth: Int
    ) -> ScanCursor? {
        if cursor.word32 == Literal.null { return fillNull(cursor, node: node, slot: slot) }
        let builder = Int(nodes[node].builder)
        guard builders[builder].prepare(slot) else { return failDuplicate() }
        guard let end = scanner.skipValue(cursor, depth: depth) else {
            fault = .scanner
            return nil
        }
        builders[builder].appendData(cursor, count: end - cursor)
        builders[builder].appendBytes()
        return end
    }
}
