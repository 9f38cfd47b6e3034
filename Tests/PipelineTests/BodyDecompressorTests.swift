import ByteCoding
import Pipeline
import Testing

@Suite("Body decompressor")
struct BodyDecompressorTests {
    /// A way of packing, for tests that hold for each.
    enum Packing: CaseIterable {
        case gzip
        case zstd

        var encoding: IngestRequest.ContentEncoding { self == .gzip ? .gzip : .zstd }

        func pack(_ bytes: [UInt8]) -> [UInt8] {
            switch self {
            case .gzip: PipelineTests.gzip(bytes)
            case .zstd: PipelineTests.zstd(bytes)
            }
        }
    }

    private func unpack(
        _ bytes: [UInt8],
        _ encoding: IngestRequest.ContentEncoding,
        bytesMax: Int = 1 << 20
    ) throws -> [UInt8] {
        try BodyDecompressor.decompress(PaddedBytes(bytes), encoding, bytesMax: bytesMax).array
    }

    private func code(
        _ bytes: [UInt8],
        _ encoding: IngestRequest.ContentEncoding,
        bytesMax: Int = 1 << 20
    ) -> IngestError.Code? {
        do {
            _ = try unpack(bytes, encoding, bytesMax: bytesMax)
            return nil
        } catch {
            return (error as? IngestError)?.code
        }
    }

    private func text(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 / 3) }
    }

    @Test("what was packed comes out again, whatever its size", arguments: Packing.allCases)
    func roundTrip(_ packing: Packing) throws {
        for count in [0, 1, 100, 16 << 10, (16 << 10) + 1, 300_000] {
            let bytes = text(count)
            #expect(try unpack(packing.pack(bytes), packing.encoding) == bytes, "\(count) bytes")
        }
    }

    @Test("several members or frames make one body", arguments: Packing.allCases)
    func severalMembers(_ packing: Packing) throws {
        let pieces = [text(10), [], text(70_000), text(1)]
        let packed = pieces.flatMap { packing.pack($0) }
        #expect(try unpack(packed, packing.encoding) == pieces.flatMap { $0 })
    }

    @Test("members or frames together have one limit", arguments: Packing.allCases)
    func membersShareTheLimit(_ packing: Packing) {
        let packed = packing.pack(text(600)) + packing.pack(text(600))
        #expect(code(packed, packing.encoding, bytesMax: 1000) == .tooLarge)
        #expect(code(packed, packing.encoding, bytesMax: 1200) == nil)
    }

    @Test("a body cut anywhere is malformed", arguments: Packing.allCases)
    func truncated(_ packing: Packing) {
        let packed = packing.pack(text(5000))
        for count in 0..<packed.count {
            #expect(code(Array(packed.prefix(count)), packing.encoding) == .malformed, "\(count)")
        }
    }

    @Test("what is not packed, or is damaged, is malformed", arguments: Packing.allCases)
    func garbage(_ packing: Packing) {
        #expect(code(Array(#"{"id":"1"}"#.utf8), packing.encoding) == .malformed)
        let packed = packing.pack(text(5000))
        #expect(code(packed + [1, 2, 3, 4, 5], packing.encoding) == .malformed, "a tail")
        // zstd's command line adds a checksum, ZSTD_compress does not: only gzip's is there to fail.
        guard packing == .gzip else { return }
        var damaged = packed
        damaged[packed.count - 6] ^= 1
        #expect(code(damaged, packing.encoding) == .malformed, "the checksum")
    }

    @Test("a body may have exactly as many bytes as the limit says", arguments: Packing.allCases)
    func exactLimit(_ packing: Packing) throws {
        for count in [1, 1000, 16 << 10, 100_000] {
            let packed = packing.pack(text(count))
            #expect(try unpack(packed, packing.encoding, bytesMax: count).count == count)
            #expect(code(packed, packing.encoding, bytesMax: count - 1) == .tooLarge, "\(count)")
        }
        #expect(try unpack(text(10), .identity, bytesMax: 10).count == 10)
        #expect(code(text(10), .identity, bytesMax: 9) == .tooLarge)
    }

    @Test("a bomb is refused at the limit", arguments: Packing.allCases)
    func bombs(_ packing: Packing) {
        let bomb = packing.pack([UInt8](repeating: 0, count: 64 << 20))
        #expect(bomb.count < 100_000)
        #expect(code(bomb, packing.encoding) == .tooLarge)
    }

    @Test("a frame that asks for a larger window than 8 MiB is refused")
    func largeWindow() {
        // A frame header whose window descriptor says 2^27 bytes, and one empty last block.
        let frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 17 << 3, 0x01, 0x00, 0x00]
        #expect(code(frame, .zstd) == .malformed)
    }

    @Test(
        "a body without a limit, as a replay reads it, comes out whole",
        arguments: Packing.allCases
    )
    func withoutLimit(_ packing: Packing) throws {
        let bytes = text(200_000)
        #expect(try unpack(packing.pack(bytes), packing.encoding, bytesMax: .max) == bytes)
    }
}
