/// Numbers, exactly.
extension EventFiller {
    /// Whether a number may begin with this byte.
    @inline(__always)
    private func beginsNumber(_ byte: UInt8) -> Bool {
        byte.isDigit || byte == .minus
    }

    /// Reads a number; nil with ``fault`` set when there is none.
    @inline(__always)
    private mutating func number(
        _ cursor: ScanCursor,
        _ token: inout NumberToken
    ) -> ScanCursor? {
        if let end = scanner.scanNumber(cursor, into: &token) { return end }
        fault = .scanner
        return nil
    }

    @inline(__always)
    mutating func fillLong(_ cursor: ScanCursor, node: Int, slot: Int) -> ScanCursor? {
        guard beginsNumber(cursor.byte) else { return fillNull(cursor, node: node, slot: slot) }
        var token = NumberToken()
        guard let end = number(cursor, &token) else { return nil }
        let value: Int64
        if token.digitCount <= 18 && token.exponent == 0 {
            let magnitude = Int64(bitPattern: token.digits)
            value = token.isNegative ? 0 &- magnitude : magnitude
        } else {
            guard let exact = integer(cursor, end: end, token, node: node) else { return nil }
            value = exact
        }
        let builder = Int(nodes[node].builder)
        guard builders[builder].prepare(slot) else { return failDuplicate() }
        builders[builder].append(value)
        return end
    }

    /// Reads an integer that is long, or written with a fraction or an exponent.
    ///
    /// `1.0` and `1e3` are integers, because their values are (JSON Schema 2020-12, Core, section
    /// 4.2.3). Never by way of a double.
    @inline(never)
    private mutating func integer(
        _ cursor: ScanCursor,
        end: ScanCursor,
        _ token: NumberToken,
        node: Int
    ) -> Int64? {
        switch ExactDecimal(cursor, end: end, token: token).scaled(by: 0) {
        case .value(let value):
            if let fitting = Int64(exactly: value) { return fitting }
            _ = fail(.outOfRange, at: cursor, node: node, hint: "it does not fit 64 bits")
        case .overflow:
            _ = fail(.outOfRange, at: cursor, node: node, hint: "it does not fit 64 bits")
        case .fraction:
            _ = fail(.typeMismatch, at: cursor, node: node)
        }
        return nil
    }

    /// `int`, and integers that become text.
    mutating func fillInteger(_ cursor: ScanCursor, node: Int, slot: Int) -> ScanCursor? {
        guard beginsNumber(cursor.byte) else { return fillNull(cursor, node: node, slot: slot) }
        var token = NumberToken()
        guard let end = number(cursor, &token),
            let value = integer(cursor, end: end, token, node: node)
        else { return nil }
        let builder = Int(nodes[node].builder)
        guard builders[builder].prepare(slot) else { return failDuplicate() }
        if nodes[node].kind == .integerText {
            for byte in String(value).utf8 { builders[builder].appendData(byte) }
            builders[builder].appendBytes()
            return end
        }
        guard let narrow = Int32(exactly: value) else {
            return fail(.outOfRange, at: cursor, node: node, hint: "it does not fit 32 bits")
        }
        builders[builder].append(narrow)
        return end
    }

    @inline(__always)
    mutating func fillDouble(_ cursor: ScanCursor, node: Int, slot: Int) -> ScanCursor? {
        guard beginsNumber(cursor.byte) else { return fillNull(cursor, node: node, slot: slot) }
        var token = NumberToken()
        guard let end = number(cursor, &token) else { return nil }
        var value: Double
        // Both the digits and the power of ten are exact doubles, so that one operation rounds
        // correctly (Clinger, "How to Read Floating Point Numbers Accurately").
        if token.isExact && token.digits <= 1 << 53 && token.exponent >= -22 && token.exponent <= 0
        {
            value = Double(token.digits) / plan.powers[0 &- token.exponent]
            if token.isNegative { value = -value }
        } else {
            value = slowDouble(cursor, end: end, token)
            guard value.isFinite else {
                return fail(.outOfRange, at: cursor, node: node, hint: "it does not fit a double")
            }
        }
        let builder = Int(nodes[node].builder)
        guard builders[builder].prepare(slot) else { return failDuplicate() }
        builders[builder].append(value)
        return end
    }

    @inline(never)
    private func slowDouble(_ cursor: ScanCursor, end: ScanCursor, _ token: NumberToken) -> Double {
        if token.isExact && token.digits <= 1 << 53 && token.exponent > 0 && token.exponent <= 22 {
            let value = Double(token.digits) * plan.powers[token.exponent]
            return token.isNegative ? -value : value
        }
        // The standard library reads decimal text with correct rounding in any locale.
        let text = cursor.text(count: end - cursor)
        return Double(text) ?? .infinity
    }

    /// A decimal, as a number or as a string that holds one.
    mutating func fillDecimal(_ cursor: ScanCursor, node: Int, slot: Int) -> ScanCursor? {
        let isText = cursor.byte == .quote
        guard isText || beginsNumber(cursor.byte) else {
            return fillNull(cursor, node: node, slot: slot)
        }
        var digits = cursor
        var digitsEnd = cursor
        var end = cursor
        var token = NumberToken()
        if isText {
            guard let text = plainText(cursor) else { return nil }
            guard beginsNumber(text.start.byte),
                let stop = scanner.scanNumber(text.start, into: &token),
                stop - text.start == text.count
            else { return fail(.typeMismatch, at: cursor, node: node) }
            (digits, digitsEnd, end) = (text.start, stop, text.end)
        } else {
            guard let stop = number(cursor, &token) else { return nil }
            (digitsEnd, end) = (stop, stop)
        }
        let exact = ExactDecimal(digits, end: digitsEnd, token: token)
        guard case .value(let unscaled) = exact.scaled(by: Int(nodes[node].scale)),
            unscaled.magnitude < ExactDecimal.power(nodes[node].precision)
        else { return fail(.outOfRange, at: cursor, node: node) }
        let builder = Int(nodes[node].builder)
        guard builders[builder].prepare(slot) else { return failDuplicate() }
        if nodes[node].kind == .decimal64 {
            builders[builder].append(Int64(truncatingIfNeeded: unscaled))
        } else {
            builders[builder].append(unscaled)
        }
        return end
    }

    /// A time as a number of seconds, milliseconds or microseconds; what is finer than a
    /// microsecond is cut off towards the past.
    mutating func fillEpoch(_ cursor: ScanCursor, node: Int, slot: Int) -> ScanCursor? {
        guard beginsNumber(cursor.byte) else { return fillNull(cursor, node: node, slot: slot) }
        var token = NumberToken()
        guard let end = number(cursor, &token) else { return nil }
        let exact = ExactDecimal(cursor, end: end, token: token)
        guard let floor = exact.floor(scaledBy: 6 - Int(nodes[node].scale)),
            let value = Int64(exactly: floor), CivilDate.microseconds.contains(value)
        else {
            return fail(.outOfRange, at: cursor, node: node, hint: "years are 0001 to 9999")
        }
        let builder = Int(nodes[node].builder)
        guard builders[builder].prepare(slot) else { return failDuplicate() }
        builders[builder].append(value)
        return end
    }
}
