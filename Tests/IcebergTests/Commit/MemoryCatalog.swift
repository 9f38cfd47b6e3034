import Iceberg
import LakeModel
import Synchronization

/// A catalog in memory: the second implementation that tests hold the committer against, with
/// answers that get lost on demand.
final class MemoryCatalog: TableCatalog {
    /// What goes wrong with one commit.
    enum Fault: Hashable, Sendable {
        /// It is made, and its answer is lost.
        case loseAnswer
        /// It is not made, and nobody can tell.
        case loseRequest
        /// It is refused, as if somebody had been quicker.
        case refuse
    }

    private struct State {
        var tables: [TableIdentifier: CatalogTable] = [:]
        var version = 0
        var commits = 0
        var faults: [Fault?] = []

        mutating func store(_ table: TableIdentifier, _ metadata: TableMetadata) -> CatalogTable {
            version += 1
            let made = CatalogTable(
                identifier: table,
                metadata: metadata,
                metadataLocation: "memory:/v\(version)"
            )
            tables[table] = made
            return made
        }
    }

    private let state = Mutex(State())
    let location = "memory:"

    /// How many commits were made.
    var commits: Int { state.withLock { $0.commits } }

    /// Has the next commits go wrong, one by one; those with nil go well.
    func fail(_ faults: [Fault?]) { state.withLock { $0.faults = faults } }

    func loadTable(_ table: TableIdentifier) async throws(CatalogError) -> CatalogTable {
        let found = state.withLock { $0.tables[table] }
        guard let found else { throw CatalogError(.noSuchTable, "\(table)") }
        return found
    }

    func createTable(
        _ table: TableIdentifier,
        _ metadata: TableMetadata
    ) async throws(CatalogError) -> CatalogTable {
        let made = state.withLock { state -> CatalogTable? in
            guard state.tables[table] == nil else { return nil }
            return state.store(table, metadata)
        }
        guard let made else { throw CatalogError(.alreadyExists, "\(table)") }
        return made
    }

    func commit(
        to base: CatalogTable,
        requirements: [TableRequirement],
        updates: [TableUpdate]
    ) async throws(CatalogError) -> CatalogTable {
        let fault = state.withLock { $0.faults.isEmpty ? nil : $0.faults.removeFirst() }
        switch fault {
        case .refuse: throw CatalogError(.commitFailed, "refused")
        case .loseRequest: throw CatalogError(.commitStateUnknown, "the request was lost")
        case .loseAnswer, nil: break
        }
        let outcome = state.withLock { state -> Result<CatalogTable, CatalogError> in
            guard let current = state.tables[base.identifier] else {
                return .failure(CatalogError(.noSuchTable, "\(base.identifier)"))
            }
            do throws(CatalogError) {
                try current.metadata.check(requirements)
                let now = current.metadata.lastUpdatedMilliseconds
                let metadata = try current.metadata.applying(updates, now: now)
                state.commits += 1
                return .success(state.store(base.identifier, metadata))
            } catch {
                return .failure(error)
            }
        }
        let made = try outcome.get()
        if fault == .loseAnswer { throw CatalogError(.commitStateUnknown, "the answer was lost") }
        return made
    }

    /// Forgets a table.
    func drop(_ table: TableIdentifier) { state.withLock { $0.tables[table] = nil } }
}
