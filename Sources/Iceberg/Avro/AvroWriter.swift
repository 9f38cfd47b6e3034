/// Collects values in Avro's binary encoding.
///
/// The caller knows the schema and writes its values in order; nothing is checked against it.
/// Source: Avro specification, "Binary Encoding".
package struct AvroWriter: Sendable {
    /// What was written so far.
    package private(set) var bytes: [UInt8] = []

    /// Creates a writer with room for `capacity` bytes before it first grows.
    package init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// Forgets what was written and keeps the memory.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Appends bytes that are encoded already.
    package mutating func raw(_ encoded: some Sequence<UInt8>) {
        bytes.append(contentsOf: encoded)
    }

    /// Writes a `boolean`.
    package mutating func boolean(_ value: Bool) {
        bytes.append(value ? 1 : 0)
    }

    /// Writes an `int` or a `long`: both are the varint of the zigzag form.
    package mutating func integer(_ value: some FixedWidthInteger & SignedInteger) {
        let wide = Int64(value)
        var rest = UInt64(bitPattern: (wide << 1) ^ (wide >> 63))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Writes a `float`.
    package mutating func float(_ value: Float) {
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> shift))
        }
    }

    /// Writes a `double`.
    package mutating func double(_ value: Double) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> shift))
        }
    }

    /// Writes `bytes`.
    package mutating func bytes(_ value: [UInt8]) {
        integer(value.count)
        bytes.append(contentsOf: value)
    }

    /// Writes a `string`.
    package mutating func string(_ text: String) {
        let utf8 = text.utf8
        integer(utf8.count)
        bytes.append(contentsOf: utf8)
    }

    /// Writes a value of the union of null and another type, null being the first.
    package mutating func optional<Value>(
        _ value: Value?,
        _ body: (inout AvroWriter, Value) -> Void
    ) {
        guard let value else { return bytes.append(0) }
        bytes.append(2)  // the zigzag form of 1, the second branch
        body(&self, value)
    }

    /// Writes an array of known length as one block.
    package mutating func array<Elements: Collection>(
        _ elements: Elements,
        _ body: (inout AvroWriter, Elements.Element) -> Void
    ) {
        if !elements.isEmpty {
            integer(elements.count)
            for element in elements { body(&self, element) }
        }
        bytes.append(0)
    }
}
