import Iceberg
import LakeModel
import Pipeline
import Synchronization

/// Commits to nothing but its own memory, and fails or waits when a test says so.
final class RecordingCommitter: TableCommitting {
    /// One commit that was asked for, whatever came of it.
    struct Call: Sendable {
        let table: TableIdentifier
        let units: [CommitUnit]
        let schema: TableSchema
    }

    private struct State {
        var calls: [Call] = []
        var committed: [TableIdentifier: [String: [DataFile]]] = [:]
        var settled: Set<String> = []
        var failure: CatalogError?
        var failingTables: Set<String>?
        var isHeld = false
        var underWay = 0
        var underWayMax = 0
    }

    private let state = Mutex(State())

    /// From now on every commit, or every one to the tables named, fails; nil: none does.
    func fail(_ error: CatalogError?, tables: Set<String>? = nil) {
        state.withLock { state in
            state.failure = error
            state.failingTables = tables
        }
    }

    /// From now on commits do not come to an end, or do again.
    func hold(_ isHeld: Bool) { state.withLock { $0.isHeld = isHeld } }

    /// All commits that were asked for.
    var calls: [Call] { state.withLock { $0.calls } }

    /// Commits that are under way.
    var underWay: Int { state.withLock { $0.underWay } }

    /// The most commits that were ever under way at once.
    var underWayMax: Int { state.withLock { $0.underWayMax } }

    /// The names of units whose commits the log has recorded.
    var settled: Set<String> { state.withLock { $0.settled } }

    /// The files of all tables.
    var files: [DataFile] {
        state.withLock { $0.committed.values.flatMap(\.values).flatMap(\.self) }
    }

    /// The rows of all tables whose name is `table`, by their files' descriptions.
    func rowCount(_ table: String) -> Int {
        state.withLock { state in
            state.committed.filter { $0.key.table.name == table }.values
                .flatMap(\.values).flatMap(\.self).reduce(0) { $0 + Int($1.recordCount) }
        }
    }

    func commit(
        _ units: [CommitUnit],
        to table: TableIdentifier,
        schema: TableSchema
    ) async throws(CatalogError) -> CommitReceipt {
        let failure = state.withLock { state -> CatalogError? in
            state.calls.append(Call(table: table, units: units, schema: schema))
            state.underWay += 1
            state.underWayMax = max(state.underWayMax, state.underWay)
            return state.failingTables?.contains(table.table.name) == false ? nil : state.failure
        }
        defer { state.withLock { $0.underWay -= 1 } }
        while state.withLock({ $0.isHeld }) { try? await Task.sleep(for: .milliseconds(1)) }
        if let failure { throw failure }
        let known = state.withLock { state in
            units.filter { unit in
                let isKnown = state.committed[table]?[unit.name] != nil
                if !isKnown { state.committed[table, default: [:]][unit.name] = unit.files }
                return isKnown
            }
        }
        return CommitReceipt(
            snapshotID: 1,
            alreadyCommitted: known.map(\.name),
            attempts: 1,
            warnings: []
        )
    }

    func committed(
        _ names: [String],
        in table: TableIdentifier
    ) async throws(CatalogError) -> Set<String> {
        state.withLock { state in
            Set(names.filter { state.committed[table]?[$0] != nil })
        }
    }

    func settle(_ names: [String]) { state.withLock { $0.settled.formUnion(names) } }
}
