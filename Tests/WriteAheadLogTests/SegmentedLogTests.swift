import ByteCoding
import LakeTesting
import Testing
import WriteAheadLog

@Suite("SegmentedLog")
struct SegmentedLogTests {
    @Test("what was flushed is read back in order, over restarts")
    func readsBack() throws {
        let disk = SimulatedDisk(seed: 1)
        var written: [WrittenRecord] = []
        var identities: Set<UInt64> = []
        for round in 0..<5 {
            var records: [WrittenRecord] = []
            var log = try SegmentedLog.open(disk, seed: UInt64(round), records: &records)
            #expect(records == written)
            identities.insert(log.identity)
            for number in 0..<40 {
                let count = [0, 1, 7, 500, 4_000][number % 5]
                let body = number % 7 == 0 ? nil : pattern(number, count: count)
                let header = pattern(number, count: number % 9)
                written.append(try log.write(body, kind: UInt8(number), header: header))
                try log.flush()
            }
            #expect(log.durable == written.last?.range.upperBound)
            try log.close()
        }
        #expect(identities.count == 1)
        #expect(try disk.names().filter { $0.hasSuffix(".wal") }.count > 5)
    }

    @Test("positions go on after everything was trimmed, and segments are used again")
    func trimsAndGoesOn() throws {
        let disk = SimulatedDisk(seed: 2)
        var last = LogSequenceNumber(0)
        for _ in 0..<20 {
            var log = try SegmentedLog.open(disk)
            #expect(log.appended >= last)
            for number in 0..<30 {
                last = try log.write(pattern(number, count: 3_000)).range.upperBound
                try log.flush()
            }
            try log.trim(before: last)
            try log.flush()
            #expect(log.retainedBytes < 6 * 4096)
            try log.close()
        }
        #expect(try disk.names().filter { $0.hasSuffix(".wal") }.count == 1)
        #expect(try disk.names().count < 8)
        #expect(last.rawValue > 1_500_000)
    }

    @Test("stale records of a recycled segment are not read")
    func recycledSegments() throws {
        let disk = SimulatedDisk(seed: 3)
        var log = try SegmentedLog.open(disk)
        var recent: [WrittenRecord] = []
        for number in 0..<200 {
            recent.append(try log.write(pattern(number, count: 1_000)))
            try log.flush()
            if number % 20 == 19 {
                try log.trim(before: log.durable)
                try log.flush()
            }
        }
        recent.removeAll { $0.range.lowerBound < log.oldest }
        disk.crash()
        var records: [WrittenRecord] = []
        let reopened = try SegmentedLog.open(disk, records: &records)
        #expect(records == recent)
        #expect(reopened.appended == recent.last?.range.upperBound)
    }

    @Test("a failed sync poisons the log, and what was durable before is there after a restart")
    func poisonedSync() throws {
        for seed in 0..<200 as Range<UInt64> {
            let disk = SimulatedDisk(seed: seed)
            var log = try SegmentedLog.open(disk)
            let safe = try log.write(pattern(1, count: 900))
            try log.flush()
            if seed % 2 == 0 { disk.failSyncs(after: 0) } else { disk.failWrites(after: 0) }
            let lost = try log.write(pattern(2, count: 900))
            #expect(failure(of: { try log.flush() }) == .poisoned)
            #expect(failure(of: { try log.flush() }) == .poisoned)
            #expect(failure(of: { _ = try log.write([1]) }) == .poisoned)
            #expect(log.durable == safe.range.upperBound)
            #expect(failure(of: { try log.close() }) == .poisoned)
            disk.crash()
            var records: [WrittenRecord] = []
            _ = try SegmentedLog.open(disk, records: &records)
            #expect(records == [safe] || records == [safe, lost])
        }
    }

    @Test("a full disk refuses records, takes bookkeeping, and goes on after a trim")
    func fullDisk() throws {
        let disk = SimulatedDisk(seed: 4, capacity: 4 * 6 * 4096)
        var settings = WALSettings.small
        settings.backlogBytesMax = 4_096
        var log = try SegmentedLog.open(disk, settings)
        for round in 0..<10 {
            var code: WALError.Code?
            var count = 0
            while code == nil {
                count += 1
                code = failure(of: { _ = try log.write(pattern(count, count: 1_000)) })
                try log.flush()
            }
            #expect(code == .full, "round \(round)")
            #expect(count > 10)
            let seal = try log.write(nil, kind: 9, header: [1, 2, 3])
            try log.flush()
            #expect(log.durable == seal.range.upperBound)
            try log.trim(before: log.durable)
            try log.flush()
        }
        #expect(log.durable.rawValue > 400_000)
    }

    @Test("a disk that grows lets the log go on without a trim")
    func grownDisk() throws {
        let disk = SimulatedDisk(seed: 5, capacity: 2 * 6 * 4096)
        var log = try SegmentedLog.open(disk)
        while failure(of: { _ = try log.write(pattern(1, count: 1_000)) }) != .full {
            try log.flush()
        }
        disk.setCapacity(100 * 6 * 4096)
        try log.flush()
        for _ in 0..<100 {
            _ = try log.write(pattern(1, count: 1_000))
            try log.flush()
        }
    }

    @Test("a record larger than a segment has one of its own")
    func largeRecords() throws {
        let disk = SimulatedDisk(seed: 6)
        disk.shortenWrites()
        var log = try SegmentedLog.open(disk)
        var written: [WrittenRecord] = []
        for number in 0..<4 {
            written.append(try log.write(pattern(number, count: 10)))
            let large = pattern(number, count: 70_000 + 30_000 * number)
            #expect(failure(of: { _ = try log.write(large) }) == .backlogged)
            try log.flush()
            written.append(try log.write(large))
            try log.flush()
        }
        disk.crash()
        var records: [WrittenRecord] = []
        var reopened = try SegmentedLog.open(disk, records: &records)
        #expect(records == written)
        try reopened.trim(before: reopened.durable)
        try reopened.flush()
        #expect(try disk.names().filter { $0.hasSuffix(".wal") }.count == 1)
    }

    @Test("a large record at the very beginning replaces the empty segment")
    func largeFirstRecord() throws {
        for seed in 0..<100 as Range<UInt64> {
            let disk = SimulatedDisk(seed: seed)
            var log = try SegmentedLog.open(disk)
            #expect(failure(of: { _ = try log.write(pattern(1, count: 50_000)) }) == .backlogged)
            try log.flush()
            let large = try log.write(pattern(1, count: 50_000))
            if seed % 2 == 0 { disk.failSyncs(after: Int(seed) % 3) }
            _ = try? log.flush()
            let isDurable = log.durable == large.range.upperBound
            disk.crash()
            var records: [WrittenRecord] = []
            var reopened = try SegmentedLog.open(disk, records: &records)
            #expect(records == [large] || (!isDurable && records.isEmpty))
            try reopened.trim(before: reopened.durable)
            _ = try reopened.write([1])
            try reopened.close()
            #expect(try disk.names().filter { $0.hasSuffix(".wal") }.count == 1)
        }
    }

    @Test("another segment size takes over an existing log")
    func changedSettings() throws {
        let disk = SimulatedDisk(seed: 7)
        var written: [WrittenRecord] = []
        for blocks in [6, 12, 5, 30] {
            var settings = WALSettings.small
            settings.segmentByteCount = blocks * 4096
            var records: [WrittenRecord] = []
            var log = try SegmentedLog.open(disk, settings, records: &records)
            #expect(records == written)
            for number in 0..<50 {
                written.append(try log.write(pattern(number, count: 700)))
                try log.flush()
            }
            try log.close()
        }
    }

    @Test("a directory is held by one log")
    func locking() throws {
        let disk = SimulatedDisk(seed: 8)
        var log = try SegmentedLog.open(disk)
        #expect(failure(of: { _ = try SegmentedLog.open(disk) }) == .locked)
        try log.close()
        var second = try SegmentedLog.open(disk)
        try second.close()
    }

    @Test("closing and opening again without a record writes nothing")
    func idleRestarts() throws {
        let disk = SimulatedDisk(seed: 9)
        var ends: Set<UInt64> = []
        for _ in 0..<5 {
            var log = try SegmentedLog.open(disk)
            if ends.isEmpty { _ = try log.write([1]) }
            try log.close()
            ends.insert(log.appended.rawValue)
        }
        #expect(ends.count == 1)
    }
}
