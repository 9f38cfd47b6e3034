import ByteCoding
import LakeTesting
import Testing
import WriteAheadLog

@Suite("Crashes")
struct CrashTests {
    /// A day of a log: appends, flushes, trims, crashes in the middle of anything.
    private struct Day {
        let disk: SimulatedDisk
        var generator: SeededGenerator
        let settings: WALSettings
        /// What was appended since the oldest kept record, in order.
        var appended: [WrittenRecord] = []
        var durable = LogSequenceNumber(0)
        var trimmed = LogSequenceNumber(0)
        var crashes = 0

        init(seed: UInt64) {
            generator = SeededGenerator(seed: seed &* 31 &+ 7)
            disk = SimulatedDisk(seed: seed)
            var settings = WALSettings.small
            settings.segmentByteCount = Int.random(in: 3...8, using: &generator) * 4096
            settings.groupBytesMax = Int.random(in: 1...16, using: &generator) * 1024
            settings.spareSegmentsMax = Int.random(in: 0...3, using: &generator)
            self.settings = settings
            if generator.chance(300) { disk.shortenWrites() }
        }

        mutating func run() throws {
            for _ in 0..<6 {
                try live()
                disk.crash()
                crashes += 1
                if generator.chance(200) { try crashWhileOpening() }
            }
            _ = try reopen()
        }

        /// Opens the log, checks what it holds, and uses it until it is left in some state.
        private mutating func live() throws {
            var log = try reopen()
            for _ in 0..<Int.random(in: 0...25, using: &generator) {
                for _ in 0..<Int.random(in: 0...4, using: &generator) { append(to: &log) }
                switch Int.random(in: 0..<10, using: &generator) {
                case 0..<6: try log.flush()
                case 6..<8: try log.step()
                case 8: try trim(&log)
                default: break
                }
                durable = max(durable, log.durable)
            }
            if generator.chance(300) {
                if generator.chance(500) {
                    disk.failWrites(after: Int.random(in: 0...4, using: &generator))
                } else {
                    disk.failSyncs(after: Int.random(in: 0...4, using: &generator))
                }
                append(to: &log)
                _ = try? log.flush()
                durable = max(durable, log.durable)
            } else if generator.chance(100) {
                try log.close()
                durable = log.durable
            }
        }

        private mutating func append(to log: inout SegmentedLog) {
            let number = Int.random(in: 0..<1_000_000, using: &generator)
            let count = [0, 1, 100, 400, 1_500, 3_900].randomElement(using: &generator) ?? 0
            let body = generator.chance(100) ? nil : pattern(number, count: count)
            let header = pattern(number, count: number % 5)
            if let record = try? log.write(body, kind: UInt8(number % 256), header: header) {
                appended.append(record)
            }
        }

        private mutating func trim(_ log: inout SegmentedLog) throws {
            guard let record = appended.randomElement(using: &generator) else { return }
            try log.trim(before: record.range.upperBound)
            trimmed = max(trimmed, min(record.range.upperBound, log.durable))
        }

        /// A crash in the middle of recovery must leave a log that is recovered again.
        private mutating func crashWhileOpening() throws {
            disk.failWrites(after: Int.random(in: 0...2, using: &generator))
            _ = try? SegmentedLog.open(disk, settings)
            disk.crash()
            crashes += 1
        }

        /// Opens the log and compares: all that was durable, in order, and nothing invented.
        private mutating func reopen() throws -> SegmentedLog {
            var records: [WrittenRecord] = []
            let log = try SegmentedLog.open(disk, settings, records: &records)
            let kept = appended.filter { $0.range.lowerBound >= log.oldest }
            #expect(records.count <= kept.count)
            #expect(records == Array(kept.prefix(records.count)))
            #expect(log.oldest <= max(trimmed, .init(0)))
            #expect(log.appended >= durable)
            if let last = kept.last(where: { $0.range.upperBound <= durable }) {
                #expect(records.contains(last))
            }
            appended = records
            durable = log.durable
            return log
        }
    }

    /// Without optimisation a seed takes sixteen times as long.
    private static var seedCount: UInt64 {
        #if DEBUG
        300
        #else
        3_000
        #endif
    }

    @Test("every record that was durable is recovered, in order, and none is invented")
    func seeds() throws {
        for seed in 0..<Self.seedCount {
            var day = Day(seed: seed)
            do {
                try day.run()
            } catch {
                Issue.record("seed \(seed): \(error)")
                return
            }
        }
    }

    @Test("one seed gives one history")
    func deterministic() throws {
        func contents(_ seed: UInt64) throws -> [[UInt8]] {
            var day = Day(seed: seed)
            try day.run()
            return try day.disk.names().map { try day.disk.contents(of: $0) }
        }
        for seed in 0..<20 as Range<UInt64> {
            #expect(try contents(seed) == contents(seed))
        }
    }

    @Test("a torn record does not come back when others are written in its place")
    func tornRecordsStayAway() throws {
        // Frames of a whole block: what is written in the place of the first ends exactly where
        // the second begins.
        let bodyByteCount = 4_096 - 32
        var settings = WALSettings.small
        settings.segmentByteCount = 16 * 4096
        settings.groupBytesMax = 32 << 10
        settings.backlogBytesMax = 32 << 10
        for seed in 0..<500 as Range<UInt64> {
            let disk = SimulatedDisk(seed: seed)
            var log = try SegmentedLog.open(disk, settings)
            try log.flush()  // makes the spares, so that the failure hits the group
            for number in 0..<4 { _ = try log.write(pattern(number, count: bodyByteCount)) }
            disk.failSyncs(after: 0)
            _ = try? log.flush()
            disk.crash()
            var expected: [WrittenRecord] = []
            var second = try SegmentedLog.open(disk, settings, records: &expected)
            expected.append(try second.write(pattern(100, count: bodyByteCount)))
            try second.flush()
            disk.crash()
            var records: [WrittenRecord] = []
            _ = try SegmentedLog.open(disk, settings, records: &records)
            #expect(records == expected)
        }
    }
}
