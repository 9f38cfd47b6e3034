import ByteCoding
import LakeTesting
import Synchronization
import Testing
import WriteAheadLog

#if canImport(Glibc)
import Glibc
#endif

@Suite("WAL")
struct WALTests {
    @Test(
        "what many tasks wrote at once is read back",
        arguments: [DirectoryDisk.WritingMode?.none, .buffered]
    )
    func concurrentAppends(mode: DirectoryDisk.WritingMode?) async throws {
        let directory = try TemporaryDirectory()
        var settings = WALSettings()
        settings.segmentByteCount = 256 << 10
        let log = try directory.open(settings, mode: mode)
        let written = try await withThrowingTaskGroup(of: [UInt64].self) { group in
            for task in 0..<16 {
                group.addTask {
                    var positions: [UInt64] = []
                    for number in 0..<50 {
                        let body = PaddedBytes(pattern(task * 100 + number, count: 20 * number))
                        let range = try await log.appendWhenPossible(UInt8(task), body)
                        try await log.waitUntilDurable(range.upperBound)
                        positions.append(range.lowerBound.rawValue)
                    }
                    #expect(positions == positions.sorted())
                    return positions
                }
            }
            return try await group.reduce(into: Set<UInt64>()) { $0.formUnion($1) }
        }
        #expect(written.count == 800)
        #expect(log.status.groupCount <= 801)
        try await log.close()

        var records: [WrittenRecord] = []
        let reopened = try directory.open(settings, mode: mode, records: &records)
        #expect(Set(records.map(\.range.lowerBound.rawValue)) == written)
        for task in 0..<16 {
            let bodies = records.filter { $0.kind == UInt8(task) }.map(\.body)
            #expect(bodies == (0..<50).map { pattern(task * 100 + $0, count: 20 * $0) })
        }
        #expect(reopened.identity == log.identity)
        try await reopened.close()
    }

    @Test("a second log on the directory is refused, and told who holds it")
    func locking() async throws {
        let directory = try TemporaryDirectory()
        let log = try directory.open()
        do {
            _ = try directory.open()
            Issue.record("the directory was given away twice")
        } catch let error as WALError {
            #expect(error.code == .locked)
            #expect(error.message.contains("\(getpid())"))
        }
        try await log.close()
        try await directory.open().close()
    }

    @Test("trimmed segments are used again, and the files stay few")
    func trimming() async throws {
        let directory = try TemporaryDirectory()
        var settings = WALSettings.small
        settings.spareSegmentsMax = 2
        let log = try directory.open(settings)
        for number in 0..<300 {
            let body = PaddedBytes(pattern(number, count: 3_000))
            let range = try await log.appendWhenPossible(1, body)
            try await log.waitUntilDurable(range.upperBound)
            if number % 10 == 0 { try await log.trim(before: range.upperBound) }
        }
        try await log.trim(before: log.status.durable)
        #expect(log.status.segmentCount == 1)
        #expect(log.retainedBytes < 6 * 4096)
        try await log.close()
        #expect(try DirectoryDisk(path: directory.path).names().count < 8)
    }

    @Test("a body larger than a segment comes back whole")
    func largeBody() async throws {
        let directory = try TemporaryDirectory()
        var settings = WALSettings()
        settings.segmentByteCount = 1 << 20
        settings.groupBytesMax = 256 << 10
        let log = try directory.open(settings)
        let body = pattern(3, count: 5_000_001)
        let range = try await log.appendWhenPossible(7, PaddedBytes(body))
        try await log.waitUntilDurable(range.upperBound)
        try await log.close()
        var records: [WrittenRecord] = []
        try await directory.open(settings, records: &records).close()
        #expect(records.map(\.body) == [body])
    }

    @Test("a failed sync reaches everyone who waits, and everyone who comes later")
    func poisoned() async throws {
        let disk = SimulatedDisk(seed: 1)
        let log = try WAL(SegmentedLog.open(disk))
        let first = try log.append(kind: 1, header: [], body: nil)
        try await log.waitUntilDurable(first.upperBound)
        disk.failSyncs(after: 0)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    await #expect(throws: WALError(.poisoned, "")) {
                        let range = try log.append(kind: 1, header: [], body: nil)
                        try await log.waitUntilDurable(range.upperBound)
                    }
                }
            }
        }
        #expect(throws: WALError(.poisoned, "")) {
            _ = try log.append(kind: 1, header: [], body: nil)
        }
        await #expect(throws: WALError(.poisoned, "")) { try await log.close() }
        try await log.waitUntilDurable(first.upperBound)
    }

    @Test("a cancelled wait ends at once, and its record is written all the same")
    func cancellation() async throws {
        let disk = SlowDisk(SimulatedDisk(seed: 2))
        let log = try WAL(SegmentedLog.open(disk))
        disk.hold()
        let range = try log.append(kind: 5, header: [], body: nil)
        let waiting = Task { try await log.waitUntilDurable(range.upperBound) }
        let early = Task {
            while !Task.isCancelled { await Task.yield() }
            try await log.waitUntilDurable(range.upperBound)
        }
        waiting.cancel()
        early.cancel()
        await #expect(throws: WALError(.cancelled, "")) { try await waiting.value }
        await #expect(throws: WALError(.cancelled, "")) { try await early.value }
        disk.letGo()
        try await log.waitUntilDurable(range.upperBound)
        try await log.close()
    }

    @Test("a full disk is looked at again by itself")
    func fullDisk() async throws {
        let disk = SimulatedDisk(seed: 3, capacity: 2 * 6 * 4096)
        var settings = WALSettings.small
        settings.roomRetryInterval = .milliseconds(5)
        let log = try WAL(SegmentedLog.open(disk, settings))
        while true {
            do throws(WALError) {
                let body = PaddedBytes(pattern(1, count: 1_000))
                _ = try log.append(kind: 1, header: [], body: body)
            } catch {
                if error.code == .full { break }
                await Task.yield()
            }
        }
        // While it looks again, it has not failed for a moment.
        while log.status.roomFailure == nil { try await Task.sleep(for: .milliseconds(1)) }
        disk.setCapacity(.max)
        let body = PaddedBytes(pattern(1, count: 1_000))
        let range = try await log.appendWhenPossible(1, body)
        try await log.waitUntilDurable(range.upperBound)
        try await log.close()
    }

    @Test("after closing nothing is taken, and closing again does nothing")
    func closed() async throws {
        let log = try WAL(SegmentedLog.open(SimulatedDisk(seed: 4)))
        let range = try log.append(kind: 1, header: [], body: nil)
        try await log.close()
        try await log.close()
        try await log.waitUntilDurable(range.upperBound)
        #expect(throws: WALError(.closed, "")) {
            _ = try log.append(kind: 1, header: [], body: nil)
        }
        await #expect(throws: WALError(.closed, "")) {
            try await log.trim(before: range.upperBound)
        }
    }

    @Test("a log that is let go of writes what waits and frees its directory")
    func forgotten() async throws {
        let directory = try TemporaryDirectory()
        _ = try directory.open().append(kind: 3, header: [1], body: nil)
        var records: [WrittenRecord] = []
        while true {
            do {
                try await directory.open(records: &records).close()
                break
            } catch let error as WALError where error.code == .locked {
                try await Task.sleep(for: .milliseconds(2))
            }
        }
        #expect(records.map(\.kind) == [3])
    }

    @Test("a killed process loses nothing that it was told is durable")
    func killedProcess() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path
        for round in 0..<3 {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = path as String, round = round as Int] in
                let log = try TemporaryDirectory(existing: path).open(.small)
                for number in 0..<(50 + 37 * round) {
                    let body = PaddedBytes(pattern(number, count: 100 * (number % 30)))
                    let range = try await log.appendWhenPossible(UInt8(round), body)
                    try await log.waitUntilDurable(range.upperBound)
                }
                for _ in 0..<3 {
                    _ = try? log.append(kind: 100, header: [], body: PaddedBytes([1, 2, 3]))
                }
                kill(getpid(), SIGKILL)
            }
        }
        var records: [WrittenRecord] = []
        let log = try directory.open(.small, records: &records)
        for round in 0..<3 {
            let bodies = records.filter { $0.kind == UInt8(round) }.map(\.body)
            let expected = (0..<(50 + 37 * round)).map { pattern($0, count: 100 * ($0 % 30)) }
            #expect(bodies == expected)
        }
        try await log.close()
    }
}

extension WAL {
    /// Appends, and tries again while the log asks for patience.
    func appendWhenPossible(
        _ kind: UInt8,
        _ body: PaddedBytes
    ) async throws -> Range<LogSequenceNumber> {
        while true {
            do throws(WALError) {
                return try append(kind: kind, header: [], body: body)
            } catch {
                guard error.code == .backlogged || error.code == .full else { throw error }
                try await Task.sleep(for: .milliseconds(1))
            }
        }
    }
}
