extension ScanCursor {
    /// The first byte before `end` that no valid UTF-8 has there, or `end`.
    ///
    /// Source: Unicode 16, table 3-7 (well-formed byte sequences): no surrogates, no overlong
    /// forms, nothing above U+10FFFF.
    @inline(never)
    func firstInvalidUTF8(before end: ScanCursor) -> ScanCursor {
        let highBits: UInt64 = 0x8080_8080_8080_8080
        var cursor = self
        while cursor < end {
            while end - cursor >= 32 {
                let low = cursor.word() | cursor.word(at: 8)
                let high = cursor.word(at: 16) | cursor.word(at: 24)
                if (low | high) & highBits != 0 { break }
                cursor += 32
            }
            guard cursor < end else { return end }
            if cursor.byte < 0x80 {
                cursor += 1
                continue
            }
            let length = cursor.sequenceLength()
            guard length > 0, end - cursor >= length else { return cursor }
            cursor += length
        }
        return end
    }

    /// The length of the well-formed sequence of two to four bytes here, or 0.
    @inline(__always)
    private func sequenceLength() -> Int {
        let lead = byte
        switch lead {
        case 0xC2...0xDF:
            return isContinuation(1) ? 2 : 0
        case 0xE0...0xEF:
            guard isContinuation(1), isContinuation(2) else { return 0 }
            if lead == 0xE0 && self[1] < 0xA0 { return 0 }
            return lead == 0xED && self[1] > 0x9F ? 0 : 3
        case 0xF0...0xF4:
            guard isContinuation(1), isContinuation(2), isContinuation(3) else { return 0 }
            if lead == 0xF0 && self[1] < 0x90 { return 0 }
            return lead == 0xF4 && self[1] > 0x8F ? 0 : 4
        default:
            return 0
        }
    }

    @inline(__always)
    private func isContinuation(_ offset: Int) -> Bool {
        self[offset] & 0xC0 == 0x80
    }
}
