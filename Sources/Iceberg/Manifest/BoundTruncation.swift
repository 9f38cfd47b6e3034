/// Shortens the bounds of long values, so that manifests stay small.
///
/// A cut lower bound is still no greater than any value. An upper bound has to be rounded up, since
/// its beginning alone is less than the values that it stands for, and readers would miss rows.
/// Source: Iceberg specification, "Column metrics", and the mode `truncate(16)` of
/// `write.metadata.metrics.default`.
public enum BoundTruncation {
    /// Code points of text, and bytes of others: the reference implementation's default.
    public static let lengthDefault = 16

    /// A lower bound of at most `length` code points or bytes.
    ///
    /// Text is never cut inside a character: what is not UTF-8 stops some readers.
    public static func lower(
        _ bound: [UInt8],
        _ type: PrimitiveType,
        length: Int = lengthDefault
    ) -> [UInt8] {
        switch type {
        case .string: cut(bound, length).map { Array(bound[..<$0]) } ?? bound
        case .binary: Array(bound.prefix(length))
        default: bound
        }
    }

    /// An upper bound of at most `length` code points or bytes; nil where none so short is greater.
    public static func upper(
        _ bound: [UInt8],
        _ type: PrimitiveType,
        length: Int = lengthDefault
    ) -> [UInt8]? {
        switch type {
        case .string:
            guard let end = cut(bound, length) else { return bound }
            return raised(text: bound[..<end])
        case .binary:
            guard bound.count > length else { return bound }
            guard let last = bound[..<length].lastIndex(where: { $0 < 0xFF }) else { return nil }
            return bound[..<last] + [bound[last] + 1]
        default: return bound
        }
    }

    /// Where the code point behind `length` others begins; nil in text that is no longer.
    private static func cut(_ text: [UInt8], _ length: Int) -> Int? {
        guard text.count > length else { return nil }
        var count = 0
        for (index, byte) in text.enumerated() where byte & 0xC0 != 0x80 {
            if count == length { return index }
            count += 1
        }
        return nil
    }

    /// The text with its last code point that has a next one replaced by it, and cut behind it.
    private static func raised(text: ArraySlice<UInt8>) -> [UInt8]? {
        var scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
        while let last = scalars.popLast() {
            // Surrogates are no characters.
            let next = last.value == 0xD7FF ? 0xE000 : last.value + 1
            if let scalar = Unicode.Scalar(next) {
                scalars.append(scalar)
                var raised = String.UnicodeScalarView()
                raised.append(contentsOf: scalars)
                return Array(String(raised).utf8)
            }
        }
        return nil
    }
}
