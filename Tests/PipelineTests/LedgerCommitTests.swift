import LakeModel
import Pipeline
import Testing
import WriteAheadLog

@Suite("Ledger's commits")
struct LedgerCommitTests {
    private let policy = FlushPolicy(generationBytesMax: 1, writesMax: 1000)
    private let clicks: TableIdentifier
    private let sales: TableIdentifier

    init() throws {
        clicks = try Self.table("acme", "clicks")
        sales = try Self.table("acme", "sales")
    }

    private static func table(_ tenant: String, _ name: String) throws -> TableIdentifier {
        TableIdentifier(tenant: try TenantID(tenant), table: try TableName(name))
    }

    private func ledger(_ commit: CommitPolicy) -> Ledger {
        Ledger(policy: policy, commit: commit, logEnd: LogSequenceNumber(0), epoch: 1)
    }

    /// A generation whose files are written at `now`; answers with what is to be done then.
    private func write(
        _ table: TableIdentifier,
        in ledger: inout Ledger,
        files: Int = 1,
        at now: Duration = .zero
    ) -> (GenerationID, [LedgerAction]) {
        let id = ledger.begin(table, bytes: 0, now: now)
        let end = ledger.logEnd.advanced(by: 10)
        let sealing = ledger.ended(id, bytes: 0, rows: 1, growth: 10, end: end)
        precondition(sealing == [.seal(id)])
        precondition(ledger.sealed(id, end: end.advanced(by: 10)) == [.write(id)])
        return (id, ledger.written(id, fileCount: files, now: now))
    }

    @Test("what is written while a table is committed to is the next commit, all of it")
    func gathers() {
        var ledger = ledger(CommitPolicy())
        let (first, atOnce) = write(clicks, in: &ledger)
        #expect(atOnce == [.commit(clicks, [first])])
        let (second, waiting) = write(clicks, in: &ledger)
        let (third, _) = write(clicks, in: &ledger)
        #expect(waiting.isEmpty)
        #expect(ledger.tick(now: .seconds(1)).isEmpty, "one commit a table at a time")
        #expect(
            ledger.commitMade(clicks, now: .seconds(1))
                == [.recordCommit(first), .commit(clicks, [second, third])]
        )
        #expect(
            ledger.commitMade(clicks, now: .seconds(2))
                == [.recordCommit(second), .recordCommit(third)]
        )
    }

    @Test("an interval begins with the first file, and its commit has all that came by its end")
    func interval() {
        var ledger = ledger(CommitPolicy(interval: .seconds(60)))
        let (first, atOnce) = write(clicks, in: &ledger, at: .seconds(5))
        let (second, _) = write(clicks, in: &ledger, at: .seconds(40))
        let (other, _) = write(sales, in: &ledger, at: .seconds(41))
        #expect(atOnce.isEmpty)
        #expect(!ledger.tick(now: .seconds(64)).contains(.commit(clicks, [first, second])))
        #expect(ledger.tick(now: .seconds(65)) == [.commit(clicks, [first, second])])
        let (third, _) = write(clicks, in: &ledger, at: .seconds(66))
        _ = ledger.commitMade(clicks, now: .seconds(70))
        #expect(ledger.tick(now: .seconds(101)) == [.commit(sales, [other])])
        #expect(ledger.tick(now: .seconds(125)).isEmpty, "the next interval is not over")
        #expect(ledger.tick(now: .seconds(126)) == [.commit(clicks, [third])])
    }

    @Test("a commit has so many generations and so many files, and one generation at least")
    func boundsCommits() {
        var ledger = ledger(
            CommitPolicy(interval: .seconds(1), generationsMax: 3, filesMax: 10)
        )
        let ids = [1, 1, 1, 1, 9, 1, 25, 1].map { write(clicks, in: &ledger, files: $0).0 }
        var commits: [[GenerationID]] = []
        var actions = ledger.tick(now: .seconds(1))
        while case .commit(_, let generations)? = actions.last {
            commits.append(generations)
            actions = ledger.commitMade(clicks, now: .seconds(1))
        }
        #expect(
            commits == [
                Array(ids[0...2]), Array(ids[3...4]), [ids[5]], [ids[6]], [ids[7]],
            ]
        )
    }

    @Test("a tenant with many tables does not hold up one with one")
    func tenantsTakeTurns() throws {
        var ledger = ledger(CommitPolicy(commitsMax: 1))
        let many = try (0..<10).map { try Self.table("acme", "table_\($0)") }
        for table in many { _ = write(table, in: &ledger) }
        let lone = try Self.table("small", "clicks")
        let (id, _) = write(lone, in: &ledger)
        _ = ledger.commitMade(many[0], now: .zero)
        let next = ledger.commitMade(many[1], now: .zero)
        #expect(next.last == .commit(lone, [id]))
    }

    @Test("so many tables are committed to at once, and each end begins another")
    func commitsAtOnce() throws {
        var ledger = ledger(CommitPolicy(commitsMax: 3))
        let tables = try (0..<5).map { try Self.table("tenant-\($0)", "clicks") }
        let begun = tables.map { write($0, in: &ledger).1 }
        #expect(begun.map(\.count) == [1, 1, 1, 0, 0])
        let next = ledger.commitFailed(tables[0], now: .zero, jitter: 0)
        #expect(next.count == 1, "a failure makes room too")
        #expect(ledger.commitMade(tables[1], now: .zero).count == 2)
    }

    @Test("a failed commit is tried again after a pause, with what came meanwhile, in order")
    func retries() {
        var ledger = ledger(CommitPolicy())
        let (first, _) = write(clicks, in: &ledger)
        let (second, _) = write(clicks, in: &ledger)
        #expect(ledger.commitFailed(clicks, now: .zero, jitter: 0).isEmpty)
        #expect(ledger.commitFailures(of: clicks) == 1)
        #expect(ledger.tick(now: .milliseconds(249)).isEmpty)
        #expect(ledger.tick(now: .milliseconds(250)) == [.commit(clicks, [first, second])])
        var now = Duration.milliseconds(250)
        for failures in 2..<20 {
            _ = ledger.commitFailed(clicks, now: now, jitter: 0.99)
            #expect(ledger.commitFailures(of: clicks) == failures)
            now += .seconds(60)
            #expect(ledger.tick(now: now) == [.commit(clicks, [first, second])])
        }
        _ = ledger.commitFailed(clicks, now: now, jitter: 0, pauseMin: .seconds(300))
        #expect(ledger.tick(now: now + .seconds(299)).isEmpty, "the catalog asked for it")
        #expect(ledger.tick(now: now + .seconds(300)).count == 1)
        _ = ledger.commitMade(clicks, now: now)
        #expect(ledger.commitFailures(of: clicks) == 0)
    }

    @Test("draining commits at once what waits for its interval or after a failure")
    func drains() {
        var ledger = ledger(CommitPolicy(interval: .seconds(3600)))
        let (failed, _) = write(sales, in: &ledger)
        #expect(ledger.tick(now: .seconds(3600)) == [.commit(sales, [failed])])
        _ = ledger.commitFailed(sales, now: .seconds(3600), jitter: 0.5, pauseMin: .seconds(99))
        let (waiting, _) = write(clicks, in: &ledger, at: .seconds(3601))
        #expect(Set(ledger.drain()) == [.commit(clicks, [waiting]), .commit(sales, [failed])])
        _ = ledger.commitMade(sales, now: .seconds(3602))
        let open = ledger.tick(now: .seconds(3602))
        #expect(open.isEmpty)
    }

    @Test("rows of what is written need no memory, and the log is kept until all is recorded")
    func memoryAndLog() {
        var ledger = ledger(CommitPolicy())
        let (first, _) = write(clicks, in: &ledger)
        #expect(ledger.byteCount == 0)
        #expect(ledger.commitMade(clicks, now: .zero) == [.recordCommit(first)])
        let (second, _) = write(clicks, in: &ledger)
        let floor = ledger.generations[second]?.floor
        let end = ledger.logEnd.advanced(by: 10)
        #expect(ledger.committed(first, end: end) == [.release(first)])
        let trims = ledger.tick(now: .seconds(1)).filter { action in
            if case .trim = action { true } else { false }
        }
        #expect(trims == [.trim(before: floor ?? end)])
    }

    @Test("a generation whose files the log knows to be in the lake is committed, not written")
    func restoresWritten() {
        var ledger = ledger(CommitPolicy())
        var generation = Generation(
            id: .init(epoch: 7, number: 1),
            table: clicks,
            floor: LogSequenceNumber(10),
            openedAt: .zero
        )
        generation.rowCount = 4
        generation.wasSealed = true
        generation.sealEnd = LogSequenceNumber(60)
        let actions = ledger.restore(generation, fileCount: 2, now: .zero)
        #expect(actions == [.commit(clicks, [generation.id])])
        #expect(ledger.generations[generation.id]?.isRestored == true)
        #expect(ledger.byteCount == 0)
        #expect(ledger.commitMade(clicks, now: .zero) == [.recordCommit(generation.id)])
    }

    @Test("ten thousand generations that wait are committed table by table, each once")
    func manyRestored() throws {
        var ledger = ledger(CommitPolicy())
        var running: [TableIdentifier: [GenerationID]] = [:]
        func note(_ actions: [LedgerAction]) {
            for case .commit(let table, let ids) in actions {
                #expect(running.updateValue(ids, forKey: table) == nil)
            }
        }
        for number in 0..<10_000 {
            var generation = Generation(
                id: .init(epoch: 7, number: UInt64(number)),
                table: try Self.table("tenant-\(number % 10)", "table_\(number % 7)"),
                floor: LogSequenceNumber(UInt64(number)),
                openedAt: .zero
            )
            generation.rowCount = 1
            generation.wasSealed = true
            generation.sealEnd = LogSequenceNumber(20_000)
            note(ledger.restore(generation, fileCount: 1, now: .zero))
        }
        var done: Set<GenerationID> = []
        while let (table, ids) = running.first {
            #expect(running.count <= 16 && ids.count <= 256)
            running[table] = nil
            for id in ids { #expect(done.insert(id).inserted) }
            let actions = ledger.commitMade(table, now: .seconds(1))
            note(actions)
            for case .recordCommit(let id) in actions {
                _ = ledger.committed(id, end: LogSequenceNumber(30_000))
            }
        }
        #expect(done.count == 10_000 && ledger.isEmpty)
    }
}
