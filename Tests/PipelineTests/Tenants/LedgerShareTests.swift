import LakeModel
import LakeTesting
import Pipeline
import Testing
import WriteAheadLog

@Suite("Ledger: tenants' shares")
struct LedgerShareTests {
    private let policy = FlushPolicy(
        ageMax: .seconds(10),
        generationBytesMax: 1 << 40,
        memoryBytesMax: 1000,
        tenantInFlightBytesMax: 1 << 40
    )

    private func table(_ tenant: String, _ table: String = "clicks") throws -> TableIdentifier {
        TableIdentifier(tenant: try TenantID(tenant), table: try TableName(table))
    }

    /// Has a tenant send requests of ten bytes until it is refused; how much it holds then.
    private func fill(_ ledger: inout Ledger, _ table: TableIdentifier) -> Int {
        var held = 0
        while ledger.admission(of: 10, from: table.tenant) == nil, held < 100_000 {
            let id = ledger.begin(table, bytes: 10, now: .zero)
            _ = ledger.ended(id, bytes: 10, rows: 1, growth: 10, end: LogSequenceNumber(1))
            held += 10
        }
        return held
    }

    @Test("one tenant alone gets four fifths of the memory, and what is left takes others in")
    func lone() throws {
        var ledger = Ledger(policy: policy, logEnd: LogSequenceNumber(0), epoch: 1)
        #expect(fill(&ledger, try table("loud")) == 800)
        #expect(ledger.admission(of: 10, from: try TenantID("loud"))?.code == .throttled)
        #expect(ledger.admission(of: 200, from: try TenantID("quiet")) == nil)
        #expect(ledger.admission(of: 201, from: try TenantID("quiet"))?.code == .overloaded)
    }

    @Test("many greedy tenants get the same, and a newcomer still gets in", arguments: 1...12)
    func greedy(count: Int) throws {
        var ledger = Ledger(policy: policy, logEnd: LogSequenceNumber(0), epoch: 1)
        let tables = try (0..<count).map { try table("loud-\($0)") }
        var held = Array(repeating: 0, count: count)
        var isMoving = true
        while isMoving {
            isMoving = false
            for (index, table) in tables.enumerated()
            where ledger.admission(of: 1, from: table.tenant) == nil {
                let id = ledger.begin(table, bytes: 1, now: .zero)
                _ = ledger.ended(id, bytes: 1, rows: 1, growth: 1, end: LogSequenceNumber(1))
                held[index] += 1
                isMoving = true
            }
        }
        #expect((held.max() ?? 0) - (held.min() ?? 0) <= 4)
        #expect(ledger.byteCount < 1000)
        #expect(ledger.admission(of: 1, from: try TenantID("quiet")) == nil)
    }

    @Test("what is written gives its tenant room again, and what was replayed counts")
    func givenBack() throws {
        var ledger = Ledger(policy: policy, logEnd: LogSequenceNumber(0), epoch: 1)
        let loud = try table("loud")
        var restored = Generation(
            id: GenerationID(epoch: 7, number: 0),
            table: loud,
            floor: LogSequenceNumber(0),
            openedAt: .zero
        )
        restored.rowCount = 1
        restored.byteCount = 900
        #expect(ledger.restore(restored) == [.seal(restored.id)])
        #expect(ledger.admission(of: 1, from: loud.tenant)?.code == .throttled)
        #expect(ledger.admission(of: 1, from: try TenantID("quiet")) == nil)
        _ = ledger.sealed(restored.id, end: LogSequenceNumber(2))
        _ = ledger.written(restored.id, fileCount: 1, now: .zero)
        #expect(ledger.byteCount == 0)
        #expect(fill(&ledger, loud) == 800)
    }

    @Test("a tenant may open so many tables, and is told when the oldest is closed")
    func openTables() throws {
        var ledger = Ledger(policy: policy, logEnd: LogSequenceNumber(0), epoch: 1)
        for (second, name) in ["a", "b"].enumerated() {
            let now = Duration.seconds(second)
            #expect(
                try ledger.admission(to: table("acme", name), openTablesMax: 2, now: now) == nil
            )
            let id = ledger.begin(try table("acme", name), bytes: 1, now: now)
            _ = ledger.ended(id, bytes: 1, rows: 1, growth: 1, end: LogSequenceNumber(1))
        }
        let now = Duration.seconds(4)
        let third = try table("acme", "c")
        let refusal = ledger.admission(to: third, openTablesMax: 2, now: now)
        #expect(refusal?.code == .quotaExceeded && refusal?.retryAfter == .seconds(6))
        #expect(try ledger.admission(to: table("acme", "a"), openTablesMax: 2, now: now) == nil)
        #expect(try ledger.admission(to: table("beta", "c"), openTablesMax: 2, now: now) == nil)
        #expect(ledger.admission(to: third, openTablesMax: nil, now: now) == nil)
        _ = ledger.begin(
            TableIdentifier(tenant: third.tenant, table: .deadLetters),
            bytes: 0,
            now: now
        )
        _ = ledger.tick(now: .seconds(10))
        #expect(
            ledger.admission(to: third, openTablesMax: 2, now: .seconds(10)) == nil,
            "dead letters count in no limit"
        )
    }

    @Test("whatever happens, nothing is counted that is not there", arguments: 0..<10)
    func accounts(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var ledger = Ledger(policy: policy, logEnd: LogSequenceNumber(0), epoch: 1)
        let tables = try (0..<4).flatMap { tenant in
            try ["a", "b"].map { try table("tenant-\(tenant)", $0) }
        }
        var now = Duration.zero
        var todo: [LedgerAction] = []
        for _ in 0..<2000 {
            let table = tables[Int.random(in: 0..<tables.count, using: &generator)]
            if ledger.admission(of: 20, from: table.tenant) == nil {
                let id = ledger.begin(table, bytes: 20, now: now)
                let rows = Int.random(in: 0...1, using: &generator)
                todo += ledger.ended(
                    id,
                    bytes: 20,
                    rows: rows,
                    growth: rows * 20,
                    end: LogSequenceNumber(1)
                )
            }
            now += .milliseconds(Int.random(in: 0...900, using: &generator))
            todo += ledger.tick(now: now)
            if Bool.random(using: &generator) { work(&ledger, &todo, now: now) }
        }
        todo += ledger.drain()
        while !todo.isEmpty { work(&ledger, &todo, now: now) }
        #expect(ledger.isEmpty && ledger.byteCount == 0)
        for table in tables {
            #expect(ledger.shares.holdsNothing(table.tenant))
        }
    }

    private func work(_ ledger: inout Ledger, _ todo: inout [LedgerAction], now: Duration) {
        let actions = todo
        todo = []
        for action in actions {
            switch action {
            case .seal(let id): todo += ledger.sealed(id, end: LogSequenceNumber(2))
            case .write(let id): todo += ledger.written(id, fileCount: 1, now: now)
            case .commit(let table, _): todo += ledger.commitMade(table, now: now)
            case .recordCommit(let id): todo += ledger.committed(id, end: LogSequenceNumber(3))
            default: break
            }
        }
    }
}
