package import ByteCoding

extension JSONScanner {
    /// Finds out whether `document` is one JSON text of any type, as RFC 8259 has it.
    ///
    /// - Throws: ``DecodeError`` with `.malformed` and the offset of the first byte at fault, or
    ///   `.tooDeep` and `.tooLarge` for limits.
    package static func validate(
        document: PaddedBytes,
        limits: DecodeLimits = DecodeLimits()
    ) throws(DecodeError) {
        try unsafe document.withUnsafeBytes { (memory) throws(DecodeError) in
            guard let base = unsafe memory.bindMemory(to: UInt8.self).baseAddress else { return }
            let start = unsafe ScanCursor(
                unsafe: base,
                count: memory.count,
                padding: PaddedBytes.padding
            )
            let end = start + document.count
            let invalid = start.firstInvalidUTF8(before: end)
            guard invalid == end else {
                throw DecodeError(.badUTF8, offset: invalid - start)
            }
            var scanner = JSONScanner(whitespace: blanksAndNewlines, limits: limits)
            let value = scanner.skipWhitespace(start)
            guard let stop = scanner.skipValue(value, depth: 0) else {
                throw scanner.error(from: start)
            }
            let rest = scanner.skipWhitespace(stop)
            guard rest == end else { throw DecodeError(.trailingBytes, offset: rest - start) }
        }
    }

    /// The fault as an error, its offset counted from `start`.
    func error(from start: ScanCursor) -> DecodeError {
        DecodeError(fault, offset: faultPosition.map { $0 - start } ?? 0)
    }
}
