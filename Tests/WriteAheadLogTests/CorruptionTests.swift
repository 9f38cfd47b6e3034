import ByteCoding
import LakeTesting
import Testing
import WriteAheadLog

@Suite("Corruption")
struct CorruptionTests {
    /// A log of several segments in which each record was synced by itself, closed cleanly.
    private func makeLog(
        seed: UInt64,
        isClosed: Bool = true
    ) throws -> (
        disk: SimulatedDisk, written: [WrittenRecord]
    ) {
        let disk = SimulatedDisk(seed: seed)
        var log = try SegmentedLog.open(disk)
        var written: [WrittenRecord] = []
        for number in 0..<60 {
            written.append(try log.write(pattern(number, count: 300 + number * 13)))
            try log.flush()
        }
        if isClosed { try log.close() } else { disk.crash() }
        return (disk, written)
    }

    private func segments(of disk: SimulatedDisk) throws -> [String] {
        try disk.names().filter { $0.hasSuffix(".wal") }
    }

    @Test("a flipped bit in any record of a closed log is refused, wherever it lies")
    func flippedBits() throws {
        let (_, written) = try makeLog(seed: 1)
        var generator = SeededGenerator(seed: 77)
        for _ in 0..<600 {
            let (disk, _) = try makeLog(seed: 1)
            guard let record = written.randomElement(using: &generator) else { return }
            let (name, base) = try place(of: record, on: disk)
            let offset = Int.random(in: 0..<(32 + record.body.count), using: &generator)
            disk.flip(1 << UInt8.random(in: 0..<8, using: &generator), at: base + offset, of: name)
            let before = try disk.contents(of: name)
            do {
                _ = try SegmentedLog.open(disk)
                Issue.record("a flipped bit at \(offset) of \(record.range) was not noticed")
            } catch let error as WALError {
                #expect(error.code == .corrupted)
                #expect(error.message.contains(name))
                #expect(error.message.contains("\(record.range.lowerBound)"))
            }
            #expect(try disk.contents(of: name) == before)
        }
    }

    @Test("damage of the last group alone cannot be told from a torn one, and is cut off")
    func lastGroup() throws {
        let (disk, written) = try makeLog(seed: 2, isClosed: false)
        guard let last = written.last else { return }
        let (name, base) = try place(of: last, on: disk)
        disk.flip(1, at: base + 40, of: name)
        var records: [WrittenRecord] = []
        let log = try SegmentedLog.open(disk, records: &records)
        #expect(records == written.dropLast())
        #expect(log.appended == last.range.lowerBound)
    }

    @Test("a missing segment is refused")
    func missingSegment() throws {
        let (disk, _) = try makeLog(seed: 3)
        let names = try segments(of: disk)
        #expect(names.count > 2)
        try disk.remove(names[1])
        #expect(failure(of: { _ = try SegmentedLog.open(disk) }) == .corrupted)
    }

    @Test("a damaged segment header is refused")
    func damagedHeaders() throws {
        for index in 0..<3 {
            for offset in [0, 8, 16, 24, 32, 40, 60] {
                let (disk, _) = try makeLog(seed: 4)
                disk.flip(4, at: offset, of: try segments(of: disk)[index])
                #expect(failure(of: { _ = try SegmentedLog.open(disk) }) == .corrupted)
            }
        }
    }

    @Test("a segment of another log is refused")
    func foreignSegment() throws {
        let (disk, _) = try makeLog(seed: 5)
        let other = SimulatedDisk(seed: 6)
        var log = try SegmentedLog.open(other, seed: 99)
        for number in 0..<60 {
            _ = try log.write(pattern(number, count: 300 + number * 13))
            try log.flush()
        }
        try log.close()
        let name = try segments(of: disk)[1]
        disk.overwrite(with: try other.contents(of: name), at: 0, of: name)
        #expect(failure(of: { _ = try SegmentedLog.open(disk) }) == .corrupted)
    }

    @Test("zeroed blocks before a later group are refused")
    func zeroedBlocks() throws {
        let (disk, written) = try makeLog(seed: 7, isClosed: false)
        let record = written[written.count - 4]
        let (name, base) = try place(of: record, on: disk)
        disk.overwrite(with: [UInt8](repeating: 0, count: 256), at: base, of: name)
        #expect(failure(of: { _ = try SegmentedLog.open(disk) }) == .corrupted)
    }

    @Test("a refused log can be opened again when its file was restored")
    func restored() throws {
        let (disk, written) = try makeLog(seed: 8)
        let (name, base) = try place(of: written[5], on: disk)
        disk.flip(1, at: base + 33, of: name)
        #expect(failure(of: { _ = try SegmentedLog.open(disk) }) == .corrupted)
        disk.flip(1, at: base + 33, of: name)
        var records: [WrittenRecord] = []
        _ = try SegmentedLog.open(disk, records: &records)
        #expect(records == written)
    }

    /// The file that a record lies in, and where.
    private func place(
        of record: WrittenRecord,
        on disk: SimulatedDisk
    ) throws -> (name: String, offset: Int) {
        let position = record.range.lowerBound
        var found = ("", 0)
        for name in try segments(of: disk) {
            guard case .segment(let first)? = SegmentName(name), first <= position else { continue }
            found = (name, SegmentHeader.byteCount + first.distance(to: position))
        }
        return found
    }
}
