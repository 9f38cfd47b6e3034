import Iceberg
import Testing

@Suite("ObjectContainer")
struct ObjectContainerTests {
    private static let longs = Array(#""long""#.utf8)

    /// All objects of a file of longs.
    private func read(_ bytes: [UInt8], decodedBytesMax: Int = 1 << 20) throws -> [Int64] {
        var container = try ObjectContainer(bytes, decodedBytesMax: decodedBytesMax)
        var values: [Int64] = []
        try container.forEach { (reader) throws(AvroError) in
            values.append(try reader.varint())
        }
        return values
    }

    private func write(_ values: [Int64], codec: AvroCodec) -> [UInt8] {
        var writer = ObjectContainerWriter(
            schema: Self.longs,
            metadata: [("k", [1, 2])],
            codec: codec
        )
        for value in values { writer.append { $0.integer(value) } }
        return writer.finish()
    }

    @Test("objects of many blocks come back in order", arguments: AvroCodec.allCases)
    func blocks(codec: AvroCodec) throws {
        let values = (0..<40_000).map { Int64($0) &* 0x9E37_79B9_7F4A }
        let bytes = write(values, codec: codec)
        #expect(try read(bytes) == values)
        #expect(try ObjectContainer(bytes).metadata["k"] == [1, 2])
        let marker = Array(bytes.suffix(16))
        let blocks = bytes.indices.dropLast(15).count { start in
            bytes[start] == marker[0] && Array(bytes[start..<start + 16]) == marker
        }
        #expect(blocks > 3)
        #expect(try read(write([], codec: codec)) == [])
        let extremes: [Int64] = [.min, .max, 0, -1, 1, 63, 64, -64, -65]
        #expect(try read(write(extremes, codec: codec)) == extremes)
    }

    @Test("the codec is null where the header names none")
    func noCodec() throws {
        var header = AvroWriter()
        header.raw([0x4F, 0x62, 0x6A, 1])
        header.array([0]) { writer, _ in
            writer.string("avro.schema")
            writer.bytes(Self.longs)
        }
        let marker = [UInt8](repeating: 7, count: 16)
        header.raw(marker)
        var file = header
        file.integer(2)
        file.bytes([2, 4])
        file.raw(marker)
        #expect(try read(file.bytes) == [1, 2])

        // Counts that the bytes cannot hold, or that leave some; another marker; no size.
        for (count, size, body) in [
            (3, 2, [2, 4]), (1, 2, [2, 4]), (-1, 2, [2, 4]), (.max, 2, [2, 4]), (2, -1, [2, 4]),
            (2, .max, [2, 4]), (2, 2, [2, 0x80]),
        ] as [(Int64, Int64, [UInt8])] {
            var file = header
            file.integer(count)
            file.integer(size)
            file.raw(body)
            file.raw(marker)
            #expect(throws: AvroError.self) { try read(file.bytes) }
        }
        file = header
        file.integer(1)
        file.bytes([2])
        file.raw([UInt8](repeating: 8, count: 16))
        #expect(throws: AvroError.self) { try read(file.bytes) }
    }

    @Test("a bomb is an error once its limit is passed")
    func bomb() throws {
        // 1 MiB of zeros in a few KB: each a long.
        let zeros = [Int64](repeating: 0, count: 1 << 20)
        let bytes = write(zeros, codec: .deflate)
        #expect(bytes.count < 16 << 10)
        #expect(throws: AvroError.self) { try read(bytes, decodedBytesMax: (1 << 20) - 1) }
        #expect(try read(bytes, decodedBytesMax: 1 << 20).count == zeros.count)
    }

    @Test("huge counts in a header or an array take no memory")
    func hugeCounts() {
        for count in [Int64.max, .min, -1 << 40, 1 << 40] {
            var header = AvroWriter()
            header.raw([0x4F, 0x62, 0x6A, 1])
            header.integer(count)
            header.integer(1)
            #expect(throws: AvroError.self) { try ObjectContainer(header.bytes) }
        }
    }

    @Test("a number of more than 64 bits is an error")
    func longNumbers() {
        for tail in [[UInt8(0x02)], [0xFF, 0xFF, 1], []] {
            var file = AvroWriter()
            file.raw([0x4F, 0x62, 0x6A, 1] + [UInt8](repeating: 0xFF, count: 9) + tail)
            #expect(throws: AvroError.self) { try ObjectContainer(file.bytes) }
        }
    }
}
