import Iceberg
import LakeModel
import Pipeline
import Synchronization

final class SimulatedTables: TableCommitting {
    let tables = Mutex<[TableIdentifier: [String: [DataFile]]]>([:])
    let store: SimulatedStore
    init(store: SimulatedStore) { self.store = store }
    func commit(
        _ units: [CommitUnit],
        to table: TableIdentifier,
        schema: TableSchema
    ) async throws(CatalogError) -> CommitReceipt {
        await store.travel()
        if store.drawFate() == .lost { throw CatalogError(.unavailable, "lost") }
        tables.withLock { state in
            for unit in units { state[table, default: [:]][unit.name] = unit.files }
        }
        await store.travel()
        if store.drawFate() == .unanswered { throw CatalogError(.commitStateUnknown, "unknown") }
        return CommitReceipt(snapshotID: 1, alreadyCommitted: [], attempts: 1, warnings: [])
    }
    func settle(_ names: [String]) {}
}
