public import LakeModel
public import ObjectStorage
import Synchronization

/// Puts files into tables: each exactly once, whoever else commits, and whatever was interrupted
/// before.
///
/// A commit is one snapshot that appends. The same commit notes the units' names in a property of
/// the table (``WriterProgress``), so that after a lost race, a lost answer or a restart one
/// question is enough: does the table name the unit? Every try therefore takes the same steps:
///
///     load the table ─► am I still the log's writer? ─► leave out what it has ─► append the rest
///
/// A steady stream of commits reads nothing: each stands on the table as the one before left it,
/// and finds out by losing the race when somebody else was quicker. It takes four requests in three
/// steps: manifest and manifest list, the metadata, the hint. Several commits may be under way at
/// once, to different tables. Those to one table wait for each other, and what has come while one
/// is under way is committed together behind it: a snapshot for each call, in the order of the
/// calls, and one version of the table's metadata for all.
public final class TableCommitter: Sendable {
    private struct State {
        /// Units that the log may not know as committed: what tables must go on naming.
        var unsettled: Set<String>
        /// Units whose commit got no answer: looked for by their files as well.
        var doubtful: Set<String> = []
        var bases: RecentlyUsed<TableIdentifier, CommitBase>
    }

    let catalog: any TableCatalog
    let manifests: ManifestStore
    let writer: WriterIdentity
    let settings: CommitSettings
    let runtime: ObjectStoreRuntime
    private let random: @Sendable () -> UInt64
    let queue = CommitQueue()
    private let state: Mutex<State>

    /// Where the lake lies.
    var lake: LakeLocation { manifests.lake }
    /// The wall clock: milliseconds since 1970.
    var now: Int64 { runtime.now().nanoseconds / 1_000_000 }

    /// Creates the committer of one start of a log.
    ///
    /// - Parameters:
    ///   - catalog: where tables' metadata is kept.
    ///   - store: the lake's store, which manifests are written to.
    ///   - writer: who commits.
    ///   - pending: the names of all units that the log knows as sealed, and not as committed.
    ///   - settings: how commits are made.
    ///   - runtime: the clock, and pauses between tries.
    ///   - random: draws 64 random bits: snapshot ids and the names of files are made of them.
    public init(
        catalog: any TableCatalog,
        store: any ObjectStore,
        writer: WriterIdentity,
        pending: Set<String>,
        settings: CommitSettings = CommitSettings(),
        runtime: ObjectStoreRuntime,
        random: @escaping @Sendable () -> UInt64
    ) {
        self.catalog = catalog
        self.writer = writer
        self.settings = settings
        self.runtime = runtime
        self.random = random
        manifests = ManifestStore(store: store, cacheBytesMax: settings.manifestCacheBytesMax)
        let bases = RecentlyUsed<TableIdentifier, CommitBase>(costMax: settings.cacheBytesMax)
        state = Mutex(State(unsettled: pending, bases: bases))
    }

    /// Commits units to a table; returns when every one of them is in it.
    ///
    /// The table is made when it is not there, and its schema changed when it lacks something. A
    /// call that threw anything but `.fenced` may be repeated with the same units, at any time.
    ///
    /// - Parameters:
    ///   - units: what is committed, in one snapshot; one named twice counts once.
    ///   - table: which table.
    ///   - schema: what the files' columns are.
    /// - Returns: what came of it.
    /// - Throws: ``CatalogError``; `.fenced` when another process has taken over the log: this one
    ///   must stop. `.schemaConflict` when the table's columns mean something else.
    @discardableResult
    public func commit(
        _ units: [CommitUnit],
        to table: TableIdentifier,
        schema: TableSchema
    ) async throws(CatalogError) -> CommitReceipt {
        var names: Set<String> = []
        let units = units.filter { !$0.files.isEmpty && names.insert($0.name).inserted }
        state.withLock { $0.unsettled.formUnion(names) }
        let definition = TableDefinition(schema: schema, table: table, lake: lake)
        let request = CommitRequest(
            units: units,
            definition: definition,
            draft: CommitDraft(snapshotID: randomSnapshotID())
        )
        switch await queue.turn(of: request) {
        case .done(let outcome): return try outcome.get()
        case .lead(let request):
            defer { queue.end(table) }
            return try await lead(request).get()
        }
    }

    /// How many calls for a table wait behind the one that is under way.
    package func waitingCount(_ table: TableIdentifier) -> Int { queue.waitingCount(table) }

    /// Tells that the log remembers these units as committed, durably: tables need not any more.
    public func settle(_ names: [String]) {
        state.withLock { state in
            state.unsettled.subtract(names)
            state.doubtful.subtract(names)
        }
    }
}

// MARK: What is remembered

extension TableCommitter {
    /// The names that the table must go on carrying, of those that it does.
    func unsettled(of names: [String]) -> [String] {
        state.withLock { state in names.filter(state.unsettled.contains) }
    }

    /// Whether a unit may be in the table although the table does not name it.
    func isDoubtful(_ unit: CommitUnit) -> Bool {
        unit.isRestored || state.withLock { $0.doubtful.contains(unit.name) }
    }

    /// Has units be looked for by their files from now on: no answer came to their commit.
    func doubt(_ units: [CommitUnit]) {
        state.withLock { $0.doubtful.formUnion(units.map(\.name)) }
    }

    /// The table as the last commit left it.
    func remembered(_ table: TableIdentifier) -> CommitBase? {
        state.withLock { $0.bases.value(table) }
    }

    /// Has the next commit stand on this one.
    func remember(_ base: CommitBase) {
        let cost = base.cost
        state.withLock { $0.bases.insert(base, for: base.table.identifier, cost: cost) }
    }

    /// Has the next commit load the table.
    func forget(_ table: TableIdentifier) {
        state.withLock { $0.bases.remove(table) }
    }

    /// A positive number of 63 bits.
    func randomSnapshotID() -> Int64 { max(1, Int64(random() >> 1)) }

    /// A random UUID, which no other file is named by.
    func uniqueText() -> String { UUIDText.version4(random(), random()) }
}
