import Iceberg
import LakeModel
import Synchronization

/// A catalog whose next commit stands still until it is let through, so that a test knows who waits
/// behind it.
final class GatedCatalog: TableCatalog {
    private struct State {
        var isClosed = false
        var held: [CheckedContinuation<Void, Never>] = []
        var onArrival: CheckedContinuation<Void, Never>?
    }

    private let catalog: any TableCatalog
    private let state = Mutex(State())

    var location: String { catalog.location }
    var commitsByPut: Bool { catalog.commitsByPut }

    init(_ catalog: any TableCatalog) { self.catalog = catalog }

    /// Has the next commit stand still.
    func close() { state.withLock { $0.isClosed = true } }

    /// Returns when a commit stands still.
    func waitForArrival() async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                guard state.held.isEmpty else { return true }
                state.onArrival = continuation
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// Lets the commit through, and all that follow.
    func open() {
        let held = state.withLock { state in
            state.isClosed = false
            defer { state.held = [] }
            return state.held
        }
        for continuation in held { continuation.resume() }
    }

    /// Lets the commit through, and has the next one stand still.
    func openOnce() {
        open()
        close()
    }

    private func pass() async {
        await withCheckedContinuation { continuation in
            let (isFree, waiter) = state.withLock { state in
                guard state.isClosed else {
                    return (true, CheckedContinuation<Void, Never>?.none)
                }
                state.held.append(continuation)
                return (false, state.onArrival.take())
            }
            waiter?.resume()
            if isFree { continuation.resume() }
        }
    }

    func loadTable(_ table: TableIdentifier) async throws(CatalogError) -> CatalogTable {
        try await catalog.loadTable(table)
    }

    func createTable(
        _ table: TableIdentifier,
        _ metadata: TableMetadata
    ) async throws(CatalogError) -> CatalogTable {
        try await catalog.createTable(table, metadata)
    }

    func commit(
        to base: CatalogTable,
        requirements: [TableRequirement],
        updates: [TableUpdate]
    ) async throws(CatalogError) -> CatalogTable {
        await pass()
        return try await catalog.commit(to: base, requirements: requirements, updates: updates)
    }
}
