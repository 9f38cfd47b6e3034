import LakeModel
import Pipeline
import Testing
import WriteAheadLog

@Suite("Ledger of a tenant that is being erased")
struct LedgerVoidingTests {
    private let clicks: TableIdentifier
    private let neighbour: TableIdentifier
    private let policy = FlushPolicy(
        ageMax: .seconds(10),
        generationBytesMax: 1000,
        memoryBytesMax: 4000,
        writesMax: 1,
        tenantInFlightBytesMax: 500
    )

    init() throws {
        let table = try TableName("clicks")
        clicks = TableIdentifier(tenant: try TenantID("acme"), table: table)
        neighbour = TableIdentifier(tenant: try TenantID("other"), table: table)
    }

    private func position(_ value: UInt64) -> LogSequenceNumber { LogSequenceNumber(value) }

    /// A ledger with one row of the tenant in an open generation.
    private func open() -> (Ledger, GenerationID) {
        var ledger = Ledger(policy: policy, logEnd: position(0), epoch: 1)
        let id = ledger.begin(clicks, bytes: 1, now: .zero)
        _ = ledger.ended(id, bytes: 1, rows: 1, growth: 10, end: position(10))
        return (ledger, id)
    }

    /// What is left to do once the generation is done, and that nothing is left of it.
    private func finish(_ ledger: inout Ledger, _ id: GenerationID) {
        #expect(ledger.generations[id]?.phase == .recording)
        #expect(ledger.committed(id, end: position(99)) == [.release(id)])
        #expect(ledger.isEmpty && ledger.byteCount == 0)
        #expect(ledger.tick(now: .seconds(100)) == [.trim(before: position(99))])
    }

    @Test("open rows are done at once, and are never sealed")
    func openRows() {
        var (ledger, id) = open()
        let (voided, actions) = ledger.void([clicks.tenant])
        #expect(voided.map(\.id) == [id])
        #expect(voided.map(\.rowCount) == [1])
        #expect(actions == [.void(id)])
        #expect(ledger.tenants.isEmpty)
        #expect(ledger.void([clicks.tenant]).voided.isEmpty)
        finish(&ledger, id)
    }

    @Test("a request that is decoding ends first, and its rows are void with the others")
    func decoding() {
        var (ledger, id) = open()
        let late = ledger.begin(clicks, bytes: 1, now: .zero)
        #expect(late == id)
        #expect(ledger.void([clicks.tenant]).actions == [])
        let end = position(20)
        #expect(ledger.ended(id, bytes: 1, rows: 5, growth: 50, end: end) == [.void(id)])
        finish(&ledger, id)
    }

    @Test("a generation without rows leaves nothing to be logged")
    func empty() {
        var ledger = Ledger(policy: policy, logEnd: position(0), epoch: 1)
        let id = ledger.begin(clicks, bytes: 1, now: .zero)
        #expect(ledger.void([clicks.tenant]).actions == [])
        #expect(ledger.ended(id, bytes: 1, rows: 0, growth: 0, end: nil) == [.release(id)])
        #expect(ledger.isEmpty)
    }

    @Test("a seal that is being logged ends first")
    func sealing() {
        var (ledger, id) = open()
        #expect(ledger.tick(now: .seconds(10)) == [.seal(id)])
        #expect(ledger.void([clicks.tenant]).actions == [])
        #expect(ledger.sealed(id, end: position(20)) == [.void(id)])
        finish(&ledger, id)
    }

    @Test("what waits for its turn to be written gives it to the next", arguments: [false, true])
    func queued(byFailure: Bool) {
        var (ledger, id) = open()
        _ = ledger.tick(now: .seconds(10))
        let other = ledger.begin(neighbour, bytes: 1, now: .seconds(10))
        _ = ledger.ended(other, bytes: 1, rows: 1, growth: 10, end: position(15))
        if byFailure {
            #expect(ledger.sealed(id, end: position(20)) == [.write(id)])
            _ = ledger.writeFailed(id, now: .seconds(10), jitter: 0.5)
            #expect(ledger.void([clicks.tenant]).actions == [.void(id)])
            #expect(ledger.tick(now: .seconds(1000)).contains(.seal(other)))
            return
        }
        #expect(ledger.tick(now: .seconds(20)) == [.seal(other)])
        #expect(ledger.sealed(other, end: position(20)) == [.write(other)])
        #expect(ledger.sealed(id, end: position(25)) == [])
        #expect(ledger.void([clicks.tenant]).actions == [.void(id)])
        let after = ledger.written(other, fileCount: 1, now: .seconds(20))
        #expect(after == [.commit(neighbour, [other])], "what is void is not written")
    }

    @Test("a write that is under way ends first, well or badly", arguments: [true, false])
    func writing(isGood: Bool) {
        var (ledger, id) = open()
        _ = ledger.tick(now: .seconds(10))
        #expect(ledger.sealed(id, end: position(20)) == [.write(id)])
        #expect(ledger.void([clicks.tenant]).actions == [])
        let actions =
            isGood
            ? ledger.written(id, fileCount: 1, now: .seconds(10))
            : ledger.writeFailed(id, now: .seconds(10), jitter: 0.5)
        #expect(actions == [.void(id)])
        finish(&ledger, id)
        // The place for a write is free again.
        let next = ledger.begin(neighbour, bytes: 1, now: .seconds(100))
        _ = ledger.ended(next, bytes: 1, rows: 1, growth: 1, end: position(120))
        _ = ledger.tick(now: .seconds(110))
        #expect(ledger.sealed(next, end: position(130)) == [.write(next)])
    }

    @Test("files that wait for their commit are not committed, in line or behind a pause")
    func written() throws {
        let policy = CommitPolicy(interval: .seconds(5))
        var ledger = Ledger(policy: self.policy, commit: policy, logEnd: position(0), epoch: 1)
        let id = ledger.begin(clicks, bytes: 1, now: .zero)
        _ = ledger.ended(id, bytes: 1, rows: 1, growth: 10, end: position(10))
        _ = ledger.tick(now: .seconds(10))
        _ = ledger.sealed(id, end: position(20))
        #expect(ledger.written(id, fileCount: 1, now: .seconds(10)) == [])
        #expect(ledger.void([clicks.tenant]).actions == [.void(id)])
        finish(&ledger, id)
    }

    @Test("a commit that is under way ends first, well or badly", arguments: [true, false])
    func committing(isGood: Bool) {
        var (ledger, id) = open()
        _ = ledger.tick(now: .seconds(10))
        _ = ledger.sealed(id, end: position(20))
        #expect(ledger.written(id, fileCount: 1, now: .seconds(10)) == [.commit(clicks, [id])])
        #expect(ledger.void([clicks.tenant]).actions == [])
        let actions =
            isGood
            ? ledger.commitMade(clicks, now: .seconds(10))
            : ledger.commitFailed(clicks, now: .seconds(10), jitter: 0.5)
        #expect(actions == [.void(id)], "its file is removed")
        #expect(ledger.tick(now: .seconds(1000)).isEmpty)
        finish(&ledger, id)
    }

    @Test("other tenants go on as if nothing had happened")
    func neighbours() {
        var (ledger, id) = open()
        let other = ledger.begin(neighbour, bytes: 1, now: .zero)
        _ = ledger.ended(other, bytes: 1, rows: 1, growth: 10, end: position(20))
        #expect(ledger.void([clicks.tenant]).actions == [.void(id)])
        #expect(ledger.tenants == [neighbour.tenant])
        #expect(ledger.byteCount == 10)
        #expect(ledger.tick(now: .seconds(10)) == [.seal(other)])
        #expect(ledger.committed(id, end: position(30)) == [.release(id)])
        #expect(ledger.sealed(other, end: position(40)) == [.write(other)])
    }
}
