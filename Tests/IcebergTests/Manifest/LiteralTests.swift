import Iceberg
import Testing

@Suite("Literal")
struct LiteralTests {
    /// Source: Iceberg specification, "Binary single-value serialization".
    static let vectors: [(PrimitiveType, Literal, [UInt8])] = [
        (.boolean, .boolean(false), [0]),
        (.boolean, .boolean(true), [1]),
        (.int, .int(1234), [0xD2, 4, 0, 0]),
        (.date, .int(-1), [0xFF, 0xFF, 0xFF, 0xFF]),
        (.long, .long(1234), [0xD2, 4, 0, 0, 0, 0, 0, 0]),
        (.time, .long(1), [1, 0, 0, 0, 0, 0, 0, 0]),
        (.timestamptz, .long(-2), [0xFE] + [UInt8](repeating: 0xFF, count: 7)),
        (.float, .float(-4.5), [0, 0, 0x90, 0xC0]),
        (.double, .double(6.0), [0, 0, 0, 0, 0, 0, 0x18, 0x40]),
        (.string, .bytes([0x61, 0xC4, 0x8D]), [0x61, 0xC4, 0x8D]),
        (.string, .bytes([]), []),
        (.uuid, .bytes([UInt8](0..<16)), [UInt8](0..<16)),
        (.fixed(length: 2), .bytes([1, 2]), [1, 2]),
        (.binary, .bytes([0, 255]), [0, 255]),
        (.decimal(precision: 9, scale: 2), .decimal(0), [0]),
        (.decimal(precision: 9, scale: 2), .decimal(127), [0x7F]),
        (.decimal(precision: 9, scale: 2), .decimal(128), [0, 0x80]),
        (.decimal(precision: 9, scale: 2), .decimal(1420), [5, 0x8C]),
        (.decimal(precision: 9, scale: 2), .decimal(-1), [0xFF]),
        (.decimal(precision: 9, scale: 2), .decimal(-128), [0x80]),
        (.decimal(precision: 9, scale: 2), .decimal(-129), [0xFF, 0x7F]),
        (
            .decimal(precision: 38, scale: 0), .decimal(.max),
            [0x7F] + [UInt8](repeating: 0xFF, count: 15)
        ),
        (
            .decimal(precision: 38, scale: 0), .decimal(.min),
            [0x80] + [UInt8](repeating: 0, count: 15)
        ),
    ]

    @Test("single values are the specification's bytes, both ways", arguments: vectors)
    func singleValues(type: PrimitiveType, value: Literal, bytes: [UInt8]) throws {
        #expect(try value.serialized(as: type) == bytes)
        #expect(try Literal(bytes: bytes, type: type) == value)
    }

    @Test("bytes of a narrower type are read as the wider one that the column has become")
    func widened() throws {
        #expect(try Literal(bytes: [0xFE, 0xFF, 0xFF, 0xFF], type: .long) == .long(-2))
        #expect(try Literal(bytes: [0, 0, 0x90, 0xC0], type: .double) == .double(-4.5))
        let padded = [UInt8](repeating: 0xFF, count: 20) + [0x80]
        #expect(
            try Literal(bytes: padded, type: .decimal(precision: 38, scale: 2)) == .decimal(-128)
        )
        #expect(try Literal.int(3).serialized(as: .long) == [3, 0, 0, 0, 0, 0, 0, 0])
    }

    @Test("bytes of no value are an error")
    func corrupt() {
        let cases: [(PrimitiveType, [UInt8])] = [
            (.boolean, []), (.int, [1, 2, 3]), (.int, [UInt8](repeating: 0, count: 8)),
            (.long, [1]), (.float, []), (.double, [1, 2, 3]), (.string, [0xFF]), (.uuid, [1]),
            (.fixed(length: 2), [1]), (.decimal(precision: 9, scale: 2), []),
            (.decimal(precision: 38, scale: 2), [1] + [UInt8](repeating: 0, count: 16)),
        ]
        for (type, bytes) in cases {
            #expect(throws: CatalogError(.corrupt, "")) { try Literal(bytes: bytes, type: type) }
        }
        #expect(throws: CatalogError(.invalidRequest, "")) {
            try Literal.boolean(true).serialized(as: .int)
        }
    }

    @Test("order: unsigned bytes, signed zeros, NaN last")
    func order() {
        let ascending: [[Literal]] = [
            [.boolean(false), .boolean(true)],
            [.int(.min), .int(-1), .int(0), .int(.max)],
            [.long(-1), .long(0)],
            [.float(-.infinity), .float(-0.0), .float(0.0), .float(1), .float(.nan)],
            [.double(-.infinity), .double(-0.0), .double(0.0), .double(1), .double(.nan)],
            [.decimal(-1), .decimal(1)],
            [.bytes([]), .bytes([0x61]), .bytes([0x61, 0]), .bytes([0xC4, 0x8D])],
        ]
        for values in ascending {
            for (left, low) in values.enumerated() {
                for (right, high) in values.enumerated() {
                    #expect(low.isBefore(high) == (left < right), "\(low) and \(high)")
                }
            }
        }
    }
}
