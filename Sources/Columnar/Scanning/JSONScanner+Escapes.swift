/// Escapes in strings (RFC 8259, section 7).
extension JSONScanner {
    /// A character that an escape stands for.
    struct Escape {
        /// The Unicode scalar.
        let scalar: UInt32
        /// The byte behind the escape.
        let end: ScanCursor
    }

    /// Reads the escape whose backslash is at `cursor`; a surrogate pair is one escape.
    @inline(never)
    mutating func readEscape(_ cursor: ScanCursor) -> Escape? {
        switch cursor[1] {
        case .quote, .backslash, UInt8(ascii: "/"):
            return Escape(scalar: UInt32(cursor[1]), end: cursor + 2)
        case UInt8(ascii: "b"): return Escape(scalar: 0x08, end: cursor + 2)
        case UInt8(ascii: "f"): return Escape(scalar: 0x0C, end: cursor + 2)
        case UInt8(ascii: "n"): return Escape(scalar: 0x0A, end: cursor + 2)
        case UInt8(ascii: "r"): return Escape(scalar: 0x0D, end: cursor + 2)
        case UInt8(ascii: "t"): return Escape(scalar: 0x09, end: cursor + 2)
        case UInt8(ascii: "u"): return readUnicodeEscape(cursor)
        default:
            _ = fail(.badEscape, at: cursor)
            return nil
        }
    }

    private mutating func readUnicodeEscape(_ cursor: ScanCursor) -> Escape? {
        guard let unit = hexUnit(cursor + 2) else {
            _ = fail(.badEscape, at: cursor)
            return nil
        }
        switch unit {
        case 0xD800...0xDBFF:
            guard cursor[6] == .backslash, cursor[7] == UInt8(ascii: "u"),
                let low = hexUnit(cursor + 8), (0xDC00...0xDFFF).contains(low)
            else {
                _ = fail(.loneSurrogate, at: cursor)
                return nil
            }
            let scalar = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
            return Escape(scalar: scalar, end: cursor + 12)
        case 0xDC00...0xDFFF:
            _ = fail(.loneSurrogate, at: cursor)
            return nil
        default:
            return Escape(scalar: unit, end: cursor + 6)
        }
    }

    /// The four hexadecimal digits at `cursor`; a digit that is none ends the reading, so that
    /// padding is never passed.
    private func hexUnit(_ cursor: ScanCursor) -> UInt32? {
        var unit: UInt32 = 0
        for offset in 0..<4 {
            guard let digit = cursor[offset].hexValue else { return nil }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    /// Appends the string behind the opening quote at `cursor`, unescaped; returns its end.
    mutating func unescape(_ cursor: ScanCursor, into scratch: inout ScratchBytes) -> ScanCursor? {
        var cursor = cursor
        while true {
            let special = cursor.nextSpecial()
            scratch.append(cursor, count: special - cursor)
            if special.byte == .quote { return special + 1 }
            guard special.byte == .backslash else { return fail(.badString, at: special) }
            guard let escape = readEscape(special) else { return nil }
            UTF8Scalar.encode(escape.scalar) { scratch.append($0) }
            cursor = escape.end
        }
    }
}

/// A Unicode scalar as UTF-8.
enum UTF8Scalar {
    /// Hands the one to four bytes of a scalar that is no surrogate to `append`, in order.
    @inline(__always)
    static func encode(_ scalar: UInt32, append: (UInt8) -> Void) {
        func tail(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(scalar >> shift & 0x3F) }
        switch scalar {
        case 0..<0x80:
            append(UInt8(scalar))
        case 0x80..<0x800:
            append(0xC0 | UInt8(scalar >> 6))
            append(tail(0))
        case 0x800..<0x10000:
            append(0xE0 | UInt8(scalar >> 12))
            append(tail(6))
            append(tail(0))
        default:
            append(0xF0 | UInt8(scalar >> 18))
            append(tail(12))
            append(tail(6))
            append(tail(0))
        }
    }
}
