/// Bounds of byte arrays, cut to a length.
///
/// A lower bound may simply be cut. An upper one must be raised where it is cut: its last byte
/// that is not 0xFF, or, in text, its last character that has a next one, is replaced by the next
/// one. Text is cut and raised by whole code points, whose order is that of their UTF-8 bytes;
/// surrogates are not characters and are stepped over.
/// Source: `parquet.thrift`, `Statistics`; Iceberg specification, "Bounds".
package enum TruncatedBytes {
    /// At most `length` bytes that are not greater than `value`.
    package static func lower(_ value: [UInt8], length: Int, isText: Bool) -> [UInt8] {
        guard value.count > length else { return value }
        return Array(value[..<cut(value, length, isText: isText)])
    }

    /// At most `length` bytes that are not less than `value`; nil when there are none.
    package static func upper(_ value: [UInt8], length: Int, isText: Bool) -> [UInt8]? {
        guard value.count > length else { return value }
        var bound = Array(value[..<cut(value, length, isText: isText)])
        guard isText else {
            while let last = bound.popLast() {
                if last < 0xFF { return bound + [last + 1] }
            }
            return nil
        }
        while let start = bound.lastIndex(where: { $0 & 0xC0 != 0x80 }) {
            guard let scalar = scalar(bound[start...]) else { return nil }
            bound.removeSubrange(start...)
            if let next = next(after: scalar) {
                let raised = bound + Array(String(Character(next)).utf8)
                // The next character may be a byte longer.
                if raised.count <= length { return raised }
            }
        }
        return nil
    }

    private static func cut(_ value: [UInt8], _ length: Int, isText: Bool) -> Int {
        guard isText else { return length }
        var end = length
        while end > 0, value[end] & 0xC0 == 0x80 { end -= 1 }
        return end
    }

    private static func scalar(_ bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
        var decoder = UTF8()
        var input = bytes.makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&input) else { return nil }
        return UTF8.width(scalar) == bytes.count ? scalar : nil
    }

    private static func next(after scalar: Unicode.Scalar) -> Unicode.Scalar? {
        scalar.value == 0xD7FF ? Unicode.Scalar(0xE000) : Unicode.Scalar(scalar.value + 1)
    }
}
