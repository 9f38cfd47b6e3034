import Iceberg
import LakeModel
import Testing

/// Calls for one table that come while another one's commit stands still.
///
/// Unit 0 is committed by the call that stands still; the others wait behind it.
struct CommitGroup {
    let memory = MemoryCatalog()
    let gate: GatedCatalog
    let bench: CommitBench
    let committer: TableCommitter

    init(settings: CommitSettings = CommitSettings()) throws {
        gate = GatedCatalog(memory)
        bench = try CommitBench(catalog: gate)
        committer = bench.committer(settings: settings)
    }

    /// What came of a call.
    typealias Call = Task<CommitReceipt, any Error>

    /// Begins a call.
    func call(_ units: [CommitUnit], schema: TableSchema? = nil) -> Call {
        Task { [committer, bench] in
            try await committer.commit(units, to: bench.table, schema: schema ?? bench.schema)
        }
    }

    /// Begins a call that stands still in the catalog.
    func stopped(_ unit: CommitUnit) async -> Call {
        gate.close()
        let first = call([unit])
        await gate.waitForArrival()
        return first
    }

    /// Begins calls, one after the other, that wait behind the one that stands still.
    func waiting(_ units: [CommitUnit]) async -> [Call] {
        var calls: [Call] = []
        for unit in units {
            let before = committer.waitingCount(bench.table)
            calls.append(call([unit]))
            await wait(for: before + 1)
        }
        return calls
    }

    /// Returns when as many calls wait.
    func wait(for count: Int) async {
        while committer.waitingCount(bench.table) != count { await Task.yield() }
    }
}
