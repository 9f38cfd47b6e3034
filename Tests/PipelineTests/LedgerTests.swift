import LakeModel
import Pipeline
import Testing
import WriteAheadLog

@Suite("Ledger")
struct LedgerTests {
    private let clicks: TableIdentifier
    private let sales: TableIdentifier
    private let policy = FlushPolicy(
        ageMax: .seconds(10),
        generationBytesMax: 1000,
        memoryBytesMax: 4000,
        writesMax: 1,
        tenantInFlightBytesMax: 500
    )

    init() throws {
        let tenant = try TenantID("acme")
        clicks = TableIdentifier(tenant: tenant, table: try TableName("clicks"))
        sales = TableIdentifier(tenant: tenant, table: try TableName("sales"))
    }

    private func position(_ value: UInt64) -> LogSequenceNumber { LogSequenceNumber(value) }

    /// A request that adds one row and leaves a record that ends at `end`.
    private func add(
        to table: TableIdentifier,
        in ledger: inout Ledger,
        end: UInt64,
        bytes: Int = 10,
        at now: Duration = .zero
    ) -> (GenerationID, [LedgerAction]) {
        let id = ledger.begin(table, bytes: 1, now: now)
        return (id, ledger.ended(id, bytes: 1, rows: 1, growth: bytes, end: position(end)))
    }

    @Test("a generation goes from age to seal, write, commit, record and trim, in this order")
    func wholeWay() {
        var ledger = Ledger(policy: policy, logEnd: position(100), epoch: 1)
        let (id, atOnce) = add(to: clicks, in: &ledger, end: 150)
        #expect(atOnce.isEmpty)
        #expect(ledger.tick(now: .seconds(9)) == [.trim(before: position(100))])
        #expect(ledger.tick(now: .seconds(10)) == [.seal(id)])
        #expect(ledger.sealed(id, end: position(160)) == [.write(id)])
        #expect(ledger.written(id, fileCount: 1, now: .zero) == [.commit(clicks, [id])])
        #expect(ledger.byteCount == 0, "rows that are in the lake need no memory")
        #expect(ledger.tick(now: .seconds(11)).isEmpty, "nothing is trimmed before the commit")
        #expect(ledger.commitMade(clicks, now: .zero) == [.recordCommit(id)])
        #expect(ledger.tick(now: .seconds(11)).isEmpty, "nor before it is recorded")
        #expect(ledger.committed(id, end: position(170)) == [.release(id)])
        #expect(ledger.tick(now: .seconds(12)) == [.trim(before: position(170))])
        #expect(ledger.isEmpty && ledger.byteCount == 0)
    }

    @Test("the log is kept from the oldest generation that is not committed")
    func trimsToTheOldest() {
        var ledger = Ledger(policy: policy, logEnd: position(0), epoch: 1)
        let (first, _) = add(to: clicks, in: &ledger, end: 10)
        let (second, _) = add(to: sales, in: &ledger, end: 20, at: .seconds(5))
        #expect(ledger.tick(now: .seconds(10)) == [.seal(first)])
        _ = ledger.sealed(first, end: position(30))
        _ = ledger.written(first, fileCount: 1, now: .zero)
        _ = ledger.commitMade(clicks, now: .zero)
        _ = ledger.committed(first, end: position(40))
        #expect(ledger.tick(now: .seconds(11)) == [.trim(before: position(10))])
        #expect(ledger.generations[second]?.floor == position(10))
    }

    @Test("a generation waits for requests that are still decoding into it, and takes no new one")
    func waitsForRequests() {
        var ledger = Ledger(policy: policy, logEnd: position(0), epoch: 1)
        let slow = ledger.begin(clicks, bytes: 1, now: .zero)
        _ = add(to: clicks, in: &ledger, end: 10)
        #expect(ledger.tick(now: .seconds(10)).isEmpty)
        let (next, _) = add(to: clicks, in: &ledger, end: 20, at: .seconds(10))
        #expect(next != slow)
        let late = ledger.ended(slow, bytes: 1, rows: 1, growth: 10, end: position(30))
        #expect(late == [.seal(slow)])
    }

    @Test("a generation without rows is forgotten and leaves no record")
    func forgetsEmptyGenerations() {
        var ledger = Ledger(policy: policy, logEnd: position(0), epoch: 1)
        let id = ledger.begin(clicks, bytes: 1, now: .zero)
        #expect(ledger.ended(id, bytes: 1, rows: 0, growth: 0, end: nil).isEmpty)
        #expect(ledger.tick(now: .seconds(10)) == [.release(id)])
        #expect(ledger.isEmpty)
    }

    @Test("size seals a generation at once")
    func sealsBySize() {
        var ledger = Ledger(policy: policy, logEnd: position(0), epoch: 1)
        let (id, actions) = add(to: clicks, in: &ledger, end: 10, bytes: 1000)
        #expect(actions == [.seal(id)])
    }

    @Test("when memory is half full the largest generations are sealed, down to a quarter")
    func relievesMemory() throws {
        var ledger = Ledger(policy: policy, logEnd: position(0), epoch: 1)
        var sealed: [LedgerAction] = []
        var ids: [GenerationID] = []
        for index in 0..<9 {
            let table = TableIdentifier(
                tenant: try TenantID("tenant-\(index)"),
                table: clicks.table
            )
            let bytes = index == 3 ? 900 : 150
            let (id, actions) = add(
                to: table,
                in: &ledger,
                end: UInt64(index) * 10 + 10,
                bytes: bytes
            )
            ids.append(id)
            sealed += actions
        }
        #expect(sealed == [3, 0, 1].map { .seal(ids[$0]) })
    }

    @Test("memory that is full refuses, and a tenant's share refuses that tenant alone")
    func admission() throws {
        var ledger = Ledger(policy: policy, logEnd: position(0), epoch: 1)
        _ = add(to: clicks, in: &ledger, end: 10, bytes: 3999)
        let other = try TenantID("other")
        #expect(ledger.admission(of: 10, from: clicks.tenant)?.code == .overloaded)
        #expect(ledger.admission(of: 10, from: other)?.code == .overloaded)
        #expect(ledger.admission(of: 1, from: clicks.tenant)?.code == .throttled)
        #expect(ledger.admission(of: 1, from: other) == nil)
        _ = ledger.begin(clicks, bytes: 400, now: .zero)
        var roomy = Ledger(policy: policy, logEnd: position(0), epoch: 1)
        _ = roomy.begin(clicks, bytes: 400, now: .zero)
        #expect(roomy.admission(of: 200, from: clicks.tenant)?.code == .throttled)
        #expect(roomy.admission(of: 200, from: other) == nil)
    }

    @Test("a request larger than a tenant's share is taken when nothing else of it is under way")
    func oneLargeRequest() {
        let ledger = Ledger(policy: policy, logEnd: position(0), epoch: 1)
        #expect(ledger.admission(of: 600, from: clicks.tenant) == nil)
    }

    @Test("a failed write is tried again after a pause, and lets others go first")
    func retriesWrites() {
        var ledger = Ledger(policy: policy, logEnd: position(0), epoch: 1)
        let (first, _) = add(to: clicks, in: &ledger, end: 10, bytes: 1000)
        let (second, _) = add(to: sales, in: &ledger, end: 20, bytes: 1000)
        #expect(ledger.sealed(first, end: position(30)) == [.write(first)])
        #expect(ledger.sealed(second, end: position(40)).isEmpty, "one write at a time")
        let next = ledger.writeFailed(first, now: .zero, jitter: 0)
        #expect(next == [.write(second)])
        #expect(ledger.tick(now: .milliseconds(249)).contains(.write(first)) == false)
        _ = ledger.written(second, fileCount: 1, now: .zero)
        #expect(ledger.tick(now: .milliseconds(250)).contains(.write(first)))
    }

    @Test("writes begin while they hold a quarter of the memory at most, and one always may")
    func boundsTheMemoryOfWrites() throws {
        let roomy = FlushPolicy(generationBytesMax: 10, memoryBytesMax: 4000, writesMax: 8)
        var ledger = Ledger(policy: roomy, logEnd: position(0), epoch: 1)
        var ids: [GenerationID] = []
        for (index, bytes) in [600, 400, 100, 1500].enumerated() {
            let table = TableIdentifier(
                tenant: try TenantID("tenant-\(index)"),
                table: clicks.table
            )
            ids.append(add(to: table, in: &ledger, end: UInt64(index) * 10 + 10, bytes: bytes).0)
        }
        let begun = ids.flatMap { ledger.sealed($0, end: position(100)) }
        #expect(begun == [.write(ids[0]), .write(ids[1])])
        func written(_ index: Int) -> [LedgerAction] {
            ledger.written(ids[index], fileCount: 1, now: .zero).filter {
                if case .write = $0 { true } else { false }
            }
        }
        #expect(written(0) == [.write(ids[2])])
        #expect(written(1).isEmpty)
        #expect(written(2) == [.write(ids[3])])
    }

    @Test("draining seals all that is open and refuses what comes")
    func drains() {
        var ledger = Ledger(policy: policy, logEnd: position(0), epoch: 1)
        let (first, _) = add(to: clicks, in: &ledger, end: 10)
        let (second, _) = add(to: sales, in: &ledger, end: 20)
        #expect(ledger.drain() == [.seal(first), .seal(second)])
        #expect(ledger.admission(of: 1, from: clicks.tenant)?.code == .unavailable)
    }

    @Test("ids are counted within an epoch, and differ between epochs")
    func idsAreNeverReused() {
        var before = Ledger(policy: policy, logEnd: position(100), epoch: 1)
        var after = Ledger(policy: policy, logEnd: position(100), epoch: 2)
        let old = (0..<5).map { number in
            before.begin(
                TableIdentifier(
                    tenant: clicks.tenant,
                    table: number.isMultiple(of: 2) ? clicks.table : sales.table
                ),
                bytes: 0,
                now: .zero
            )
        }
        #expect(Set(old).count == 2 && old.max() == old[1])
        #expect(!old.contains(after.begin(clicks, bytes: 0, now: .zero)))
    }

    @Test("a restored generation is written if it was sealed and else sealed, and takes no rows")
    func restores() {
        var ledger = Ledger(policy: policy, logEnd: position(500), epoch: 1)
        var sealed = Generation(
            id: .init(epoch: 0, number: 1),
            table: clicks,
            floor: position(10),
            openedAt: .zero
        )
        sealed.rowCount = 1
        sealed.byteCount = 100
        sealed.wasSealed = true
        #expect(ledger.restore(sealed) == [.write(sealed.id)])
        var open = Generation(
            id: .init(epoch: 0, number: 2),
            table: clicks,
            floor: position(20),
            openedAt: .zero
        )
        open.rowCount = 1
        open.byteCount = 100
        #expect(ledger.restore(open) == [.seal(open.id)])
        #expect(ledger.byteCount == 200)
        let new = ledger.begin(clicks, bytes: 1, now: .zero)
        #expect(new != open.id && new != sealed.id)
        #expect(ledger.tick(now: .zero) == [.trim(before: position(10))])
    }
}
