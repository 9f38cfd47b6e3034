/// Steps over JSON values and finds out whether they are what RFC 8259 allows.
///
/// Strict: no comments, no trailing commas, no control characters in strings, no lone surrogates,
/// numbers exactly of section 6's grammar. It allocates nothing and reads each byte once. That
/// the text is UTF-8 is checked apart (``ScanCursor/firstInvalidUTF8(before:)``), for a whole body
/// at a time. A method that returns nil has left the reason in ``fault``.
package struct JSONScanner {
    /// Bit `b` is set when byte `b` is whitespace; a newline is none where it ends a document.
    let whitespace: UInt64
    /// How many objects and arrays may be open at once.
    let depthMax: Int
    /// How many keys one object may have.
    var keysMax: Int
    /// How many characters a number may have.
    var numberLengthMax: Int
    /// What stopped the scanner last.
    private(set) var fault = JSONFault.valueExpected
    /// Where that was.
    private(set) var faultPosition: ScanCursor?

    /// Space, tab and carriage return.
    static let blanks: UInt64 = 1 << 0x20 | 1 << 0x09 | 1 << 0x0D
    /// All that RFC 8259, section 2 calls whitespace.
    static let blanksAndNewlines = blanks | 1 << 0x0A

    init(whitespace: UInt64, limits: DecodeLimits) {
        self.whitespace = whitespace
        depthMax = limits.depthMax
        keysMax = limits.keysPerObjectMax
        numberLengthMax = limits.numberLengthMax
    }

    /// Leaves a fault and returns nil.
    @inline(never)
    mutating func fail(_ fault: JSONFault, at position: ScanCursor) -> ScanCursor? {
        self.fault = fault
        faultPosition = position
        return nil
    }

    /// The first byte from `cursor` on that is not whitespace.
    @inline(__always)
    func skipWhitespace(_ cursor: ScanCursor) -> ScanCursor {
        var cursor = cursor
        while cursor.byte <= 0x20, whitespace &>> UInt64(cursor.byte) & 1 != 0 { cursor += 1 }
        return cursor
    }

    /// Steps over any value; `depth` counts the containers around it.
    mutating func skipValue(_ cursor: ScanCursor, depth: Int) -> ScanCursor? {
        switch cursor.byte {
        case .quote:
            return skipString(cursor + 1)
        case .openBrace:
            return skipObject(cursor, depth: depth + 1)
        case .openBracket:
            return skipArray(cursor, depth: depth + 1)
        case UInt8(ascii: "t") where cursor.word32 == Literal.true:
            return cursor + 4
        case UInt8(ascii: "f") where (cursor + 1).word32 == Literal.falseTail:
            return cursor + 5
        case UInt8(ascii: "n") where cursor.word32 == Literal.null:
            return cursor + 4
        case .minus, 0x30...0x39:
            var number = NumberToken()
            return scanNumber(cursor, into: &number)
        default:
            return fail(.valueExpected, at: cursor)
        }
    }

    /// Steps over a string; `cursor` stands behind its opening quote, the result behind its end.
    @inline(__always)
    mutating func skipString(_ cursor: ScanCursor) -> ScanCursor? {
        let special = cursor.nextSpecial()
        if special.byte == .quote { return special + 1 }
        return skipEscapedString(special)
    }

    @inline(never)
    private mutating func skipEscapedString(_ start: ScanCursor) -> ScanCursor? {
        var cursor = start
        while cursor.byte != .quote {
            guard cursor.byte == .backslash else { return fail(.badString, at: cursor) }
            guard let escape = readEscape(cursor) else { return nil }
            cursor = escape.end.nextSpecial()
        }
        return cursor + 1
    }

    /// Reads the colon behind a key; the result stands behind it.
    @inline(__always)
    mutating func skipColon(_ cursor: ScanCursor) -> ScanCursor? {
        let colon = skipWhitespace(cursor)
        guard colon.byte == .colon else { return fail(.colonExpected, at: colon) }
        return skipWhitespace(colon + 1)
    }

    private mutating func skipObject(_ open: ScanCursor, depth: Int) -> ScanCursor? {
        guard depth <= depthMax else { return fail(.tooDeep, at: open) }
        var cursor = skipWhitespace(open + 1)
        if cursor.byte == .closeBrace { return cursor + 1 }
        var keyCount = 0
        while true {
            guard cursor.byte == .quote else { return fail(.keyExpected, at: cursor) }
            guard let key = skipString(cursor + 1), let value = skipColon(key) else { return nil }
            guard let end = skipValue(value, depth: depth) else { return nil }
            keyCount += 1
            cursor = skipWhitespace(end)
            if cursor.byte == .comma {
                cursor = skipWhitespace(cursor + 1)
                continue
            }
            guard cursor.byte == .closeBrace else { return fail(.commaExpected, at: cursor) }
            guard keyCount <= keysMax else { return fail(.tooManyKeys, at: open) }
            return cursor + 1
        }
    }

    private mutating func skipArray(_ open: ScanCursor, depth: Int) -> ScanCursor? {
        guard depth <= depthMax else { return fail(.tooDeep, at: open) }
        var cursor = skipWhitespace(open + 1)
        if cursor.byte == .closeBracket { return cursor + 1 }
        while true {
            guard let end = skipValue(cursor, depth: depth) else { return nil }
            cursor = skipWhitespace(end)
            if cursor.byte == .comma {
                cursor = skipWhitespace(cursor + 1)
                continue
            }
            guard cursor.byte == .closeBracket else { return fail(.commaExpected, at: cursor) }
            return cursor + 1
        }
    }
}
