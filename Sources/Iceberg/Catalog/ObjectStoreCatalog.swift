import LakeModel
public import ObjectStorage
import Synchronization

/// The catalog that needs nothing but the lake's store.
///
///     _catalog/tenantId=<t>/namespace.json                    a namespace's properties
///     _catalog/tenantId=<t>/<table>/metadata/v<N>.metadata.json   a table's metadata, N from 1
///     _catalog/tenantId=<t>/<table>/metadata/version-hint.text    the newest N, or nearly
///
/// A commit is the creation of the next version, which a store lets one writer do (see
/// ``StoreProbe``). The hint is moved behind it and is never trusted: the versions behind the one
/// that it names are looked for. A version holds a property that no other has, so that after an
/// answer that never came its writer knows its own work. A dropped table's last version is a
/// tombstone, and a table that is made anew goes on counting behind it.
///
/// In the steady state a commit is two requests: the version's and the hint's.
public final class ObjectStoreCatalog: TableCatalog {
    /// The property that tells two versions of a table's metadata apart, whoever wrote them.
    package static let commitIDProperty = "lakewriter.commit-id"
    /// How many tables are remembered before all are forgotten, which costs each of them a load.
    private static let tablesMax = 65_536

    private struct State {
        var memories: [TableIdentifier: TableMemory] = [:]
        var lastCommit: UInt64 = 0
    }

    /// How it works.
    public let settings: CatalogSettings
    /// Where everything lies.
    public let lake: LakeLocation
    let store: any ObjectStore
    let runtime: ObjectStoreRuntime
    /// Returns when versions may be made; asked before each.
    let proof: @Sendable () async throws(CatalogError) -> Void
    /// No other catalog's.
    private let nonce: String
    private let state = Mutex(State())

    /// The store's location.
    public var location: String { lake.root }
    /// Every commit creates the next version, in the table's folder of metadata.
    public var commitsByPut: Bool { true }

    /// Creates a catalog; nothing is read yet.
    ///
    /// - Parameters:
    ///   - store: the lake.
    ///   - settings: how it works. A process that is the only writer has one catalog.
    ///   - runtime: clocks, chance and sleep. Its chance must not repeat itself from one process to
    ///     the next: two writers that draw the same would take each other's work for their own.
    ///   - proof: asked before each change of a table, and throws while the store has not proved
    ///     that it keeps what changes rest on; by default it is trusted.
    public init(
        store: any ObjectStore,
        settings: CatalogSettings = CatalogSettings(),
        runtime: ObjectStoreRuntime,
        proof: @escaping @Sendable () async throws(CatalogError) -> Void = trusting
    ) {
        self.proof = proof
        self.store = settings.isSingleWriter ? SingleWriterStore(store) : store
        self.settings = settings
        self.runtime = runtime
        lake = LakeLocation(root: store.location)
        nonce = [runtime.random(), runtime.random()]
            .map { String(UInt64($0 * 0x1p53), radix: 36) }
            .joined()
    }

    /// Asks for no proof.
    public static let trusting: @Sendable () async throws(CatalogError) -> Void = {
        () throws(CatalogError) in
    }

    /// An id that no commit has, of this catalog or another.
    func nextCommitID() -> String {
        let number = state.withLock { state in
            state.lastCommit += 1
            return state.lastCommit
        }
        return "\(nonce)-\(number)"
    }

    /// Milliseconds since 1970.
    var nowMilliseconds: Int64 { runtime.now().nanoseconds / 1_000_000 }

    /// Where a version lies, as a URI.
    func uri(_ version: MetadataVersion) -> String { lake.uri(version.key.path) }

    // MARK: Memory

    /// What is remembered of a table.
    func memory(of table: TableIdentifier) -> TableMemory? {
        state.withLock { $0.memories[table] }
    }

    /// Remembers that a version was the newest when a look at the table began.
    func remember(_ version: MetadataVersion, confirmed: Moment) {
        state.withLock { state in
            if state.memories[version.table]?.saw(version.number, confirmed: confirmed) != nil {
                return
            }
            if state.memories.count >= Self.tablesMax { state.memories = [:] }
            state.memories[version.table] = TableMemory(version.number, confirmed: confirmed)
        }
    }

    /// Remembers what changes in a table's memory, where there is one.
    func update<Result>(
        _ table: TableIdentifier,
        _ change: (inout TableMemory) -> Result
    ) -> Result? {
        state.withLock { state in
            guard var memory = state.memories[table] else { return nil }
            let result = change(&memory)
            state.memories[table] = memory
            return result
        }
    }

    /// Forgets a table.
    func forget(_ table: TableIdentifier) {
        state.withLock { $0.memories[table] = nil }
    }
}
