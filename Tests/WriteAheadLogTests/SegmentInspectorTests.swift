import ByteCoding
import LakeTesting
import Testing
import WriteAheadLog

@Suite("SegmentInspector")
struct SegmentInspectorTests {
    private func makeSegment() throws -> (bytes: [UInt8], written: [WrittenRecord]) {
        let disk = SimulatedDisk(seed: 1)
        var log = try SegmentedLog.open(disk)
        var written: [WrittenRecord] = []
        for number in 0..<5 {
            written.append(try log.write(pattern(number, count: 200), kind: 40, header: [1, 2, 3]))
            try log.flush()
        }
        try log.close()
        return (try disk.contents(of: "0000000000000000.wal"), written)
    }

    @Test("an intact segment is listed frame by frame")
    func intact() throws {
        let (bytes, written) = try makeSegment()
        let inspector = SegmentInspector(bytes: bytes)
        #expect(!inspector.isDamaged)
        #expect(inspector.first == .init(0))
        #expect(inspector.entries.count == 7)
        #expect(inspector.entries.prefix(5).map(\.position) == written.map(\.range.lowerBound))
        let record = SegmentEntry.Content.record(kind: 40, headerByteCount: 3, bodyByteCount: 200)
        #expect(inspector.entries[0].content == record)
        #expect(inspector.entries[5].content == .mark)
        #expect(inspector.entries[6].content == .unwritten)
        #expect(inspector.lines.count == 8)
        let sum = inspector.entries.reduce(SegmentHeader.byteCount) { $0 + $1.byteCount }
        #expect(sum == bytes.count)
    }

    @Test("damage is shown, and what lies behind it")
    func damaged() throws {
        var (bytes, written) = try makeSegment()
        bytes[SegmentHeader.byteCount + Int(written[2].range.lowerBound.rawValue) + 50] ^= 1
        let inspector = SegmentInspector(bytes: bytes)
        #expect(inspector.isDamaged)
        #expect(inspector.entries.count == 7)
        guard case .broken(_, wasDurable: true) = inspector.entries[2].content else {
            throw Unexpected()
        }
        #expect(inspector.lines.contains { $0.contains("DAMAGED") })
    }

    @Test("a torn end is no damage")
    func torn() throws {
        var (bytes, written) = try makeSegment()
        let last = SegmentHeader.byteCount + Int(written[4].range.lowerBound.rawValue)
        for offset in (last + 8)..<(last + 400) { bytes[offset] = 0xEE }
        let inspector = SegmentInspector(bytes: bytes)
        #expect(!inspector.isDamaged)
        guard case .remains = inspector.entries.last?.content else { throw Unexpected() }
    }

    @Test("any bytes are listed without a trap")
    func anyBytes() throws {
        let (intact, _) = try makeSegment()
        var generator = SeededGenerator(seed: 5)
        #expect(SegmentInspector(bytes: []).isDamaged)
        for _ in 0..<300 {
            var bytes = intact
            for _ in 0..<Int.random(in: 1...40, using: &generator) {
                let offset = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[offset] = UInt8.random(in: 0...255, using: &generator)
            }
            bytes.removeLast(
                generator.chance(200) ? Int.random(in: 0..<bytes.count, using: &generator) : 0
            )
            #expect(!SegmentInspector(bytes: bytes).lines.isEmpty)
        }
    }
}
