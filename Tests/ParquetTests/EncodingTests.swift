import ByteCoding
import Parquet
import Testing

@Suite("Encodings")
struct EncodingTests {
    @Test("0 to 7 in three bits are the specification's example")
    func bitPackingExample() {
        let values: [UInt32] = [0, 1, 2, 3, 4, 5, 6, 7]
        let out = Scratch<UInt8>()
        RunLengthHybrid.encode(values, count: 8, width: 3, into: out)
        #expect(out.array == [0b11, 0b1000_1000, 0b1100_0110, 0b1111_1010])
    }

    @Test("every width packs as bit by bit", arguments: 0...64)
    func everyWidth(_ width: Int) {
        var random = SeededGenerator(seed: UInt64(width))
        let mask: UInt64 = width == 64 ? ~0 : (1 << UInt64(width)) - 1
        let values = (0..<64).map { _ in random.next() & mask }
        var packed = [UInt8](repeating: 0, count: 8 * width + 8)
        packed.withUnsafeMutableBytes { out in
            guard let out = out.baseAddress else { return }
            BitPacking.pack(values, groups: 8, width: width, to: out)
        }
        var reader = BitReader(packed)
        #expect(values == (0..<64).map { _ in reader.read(width: width) })
    }

    @Test("runs and packed groups come back, whatever their lengths", arguments: 1...24)
    func hybridRoundTrip(_ width: Int) throws {
        var random = SeededGenerator(seed: UInt64(width))
        for count in [1, 7, 8, 9, 63, 500, 4000] {
            var values: [UInt32] = []
            while values.count < count {
                let value = UInt32(random.next() & ((1 << UInt64(width)) - 1))
                let run = Int.random(in: 0..<3, using: &random) == 0 ? 1 : Int(random.next() % 200)
                values += Array(repeating: value, count: run)
            }
            values = Array(values.prefix(count))
            let out = Scratch<UInt8>()
            RunLengthHybrid.encode(values, count: count, width: width, into: out)
            var reader = ByteReader(out.array)
            let decoded = try PageDecoder.hybrid(&reader, count: count, width: width)
            #expect(decoded == values.map(Int.init))
            #expect(reader.remaining == 0)
        }
    }

    @Test("a constant stretch is one run")
    func oneRun() {
        let out = Scratch<UInt8>()
        RunLengthHybrid.encode([UInt8](repeating: 1, count: 100), count: 100, width: 1, into: out)
        #expect(out.array == [200, 1, 1])
    }

    @Test("differences of a constant step take no bits")
    func deltaConstantStep() {
        let out = Scratch<UInt8>()
        DeltaBinaryPacked.encode([1, 2, 3, 4, 5] as [Int64], count: 5, into: out)
        // 128 a block, 4 miniblocks, 5 values, first 1; least difference 1, four widths of 0
        #expect(out.array == [0x80, 1, 4, 5, 2, 2, 0, 0, 0, 0])
    }

    @Test("the specification's second example packs its differences in two bits")
    func deltaSecondExample() {
        let out = Scratch<UInt8>()
        DeltaBinaryPacked.encode([7, 5, 3, 1, 2, 3, 4, 5] as [Int32], count: 8, into: out)
        // least difference -2; 0,0,0,3,3,3,3 in two bits, padded to 32 values
        let expected: [UInt8] = [
            0x80, 1, 4, 8, 14, 3, 2, 0, 0, 0, 0b1100_0000, 0b0011_1111, 0, 0, 0, 0, 0, 0,
        ]
        #expect(out.array == expected)
    }

    @Test("extremes wrap around and come back")
    func deltaExtremes() throws {
        var random = SeededGenerator(seed: 3)
        for count in [0, 1, 2, 32, 33, 128, 129, 130, 1000] {
            let wide = (0..<count).map { index in
                index % 3 == 0
                    ? Int64.min : index % 3 == 1 ? .max : Int64(bitPattern: random.next())
            }
            let out = Scratch<UInt8>()
            DeltaBinaryPacked.encode(wide, count: count, into: out)
            var reader = ByteReader(out.array)
            #expect(try PageDecoder.delta(&reader) == wide)
            #expect(reader.remaining == 0)
            let narrow = wide.map { Int32(truncatingIfNeeded: $0 >> 13) }
            out.removeAll()
            DeltaBinaryPacked.encode(narrow, count: count, into: out)
            #expect(out.array.count <= 20 + (count + 127) / 128 * (15 + 128 * 4))
            reader = ByteReader(out.array)
            #expect(try PageDecoder.delta(&reader, is32Bit: true) == narrow.map(Int64.init))
        }
    }

    @Test("the foretold size is the size, to within a few bytes a block")
    func deltaSize() {
        var random = SeededGenerator(seed: 8)
        var time: Int64 = 1_700_000_000_000_000
        let times = (0..<5000).map { _ -> Int64 in
            time += Int64(random.next() % 100_000)
            return time
        }
        let out = Scratch<UInt8>()
        DeltaBinaryPacked.encode(times, count: times.count, into: out)
        let foretold = DeltaBinaryPacked.encodedSize(times, count: times.count)
        #expect(abs(foretold - out.array.count) < 400)
    }

    @Test("lengths are set apart as in the specification's example")
    func deltaLength() throws {
        let text = Array("HelloWorldFoobarABCDEF".utf8)
        let out = Scratch<UInt8>()
        DeltaByteArray.encodeLengths(
            offsets: [0, 5, 10, 16, 22],
            count: 4,
            data: text,
            lengths: Scratch(),
            into: out
        )
        #expect(out.array.suffix(22) == text[...])
        var reader = ByteReader(out.array)
        #expect(try PageDecoder.delta(&reader) == [5, 5, 6, 6])
    }

    @Test("bytes are split into streams as in the specification's example")
    func byteStreamSplit() {
        let values: [UInt32] = [0xDDCC_BBAA, 0x3322_1100, 0xC2B2_A2A1]
        let out = Scratch<UInt8>()
        values.withUnsafeBytes { bytes in
            guard let bytes = bytes.baseAddress else { return }
            ByteStreamSplit.encode(bytes, count: 3, width: 4, into: out)
        }
        let expected: [UInt8] = [
            0xAA, 0x00, 0xA1, 0xBB, 0x11, 0xA2, 0xCC, 0x22, 0xB2, 0xDD, 0x33, 0xC2,
        ]
        #expect(out.array == expected)
    }
}
