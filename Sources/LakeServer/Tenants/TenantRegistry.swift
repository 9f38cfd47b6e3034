public import LakeModel
public import Logging
public import Pipeline
import Synchronization

/// What is known of tenants, kept up to date while the server runs.
///
/// Put together of three sources, each above the one before: the configuration's defaults, the
/// operator's file or folder, and the object in the store. A source that cannot be read or understood
/// keeps its last good state, and that is told. Looking up a tenant waits for nothing.
public final class TenantRegistry: Sendable {
    /// Where to look.
    public struct Sources: Sendable {
        /// What holds where no other source says anything.
        public var defaults = TenantDirectory()
        /// The operator's file or folder; nil: there is none.
        public var path: String?
        /// The store's object.
        public var store: TenantStore
        /// The server's own directory, where the object's last good state is kept; nil: it is not.
        public var dataDirectory: String?

        /// Creates sources of which there is a store alone.
        public init(store: TenantStore) {
            self.store = store
        }
    }

    private struct State {
        var file = TenantDirectory()
        var fileLook: TenantFiles.Look?
        var fileComplaint: String?
        /// What the store's object says; nil: nobody knows yet.
        var stored: TenantDirectory?
        /// The tag of the object as it was read; nil: there was none.
        var storeTag: String?
        var storeReadAt: Duration?
        var storeComplaint: String?
        /// How often a source has changed.
        var changes = 0
        /// What all sources said together after so many changes.
        var table: TenantTable
        var tableChanges = 0
    }

    private let sources: Sources
    private let archive: TenantArchive?
    private let uptime: @Sendable () -> Duration
    private let logger: Logger
    private let state: Mutex<State>

    /// Creates a registry that has read nothing yet: it serves nobody.
    ///
    /// - Parameters:
    ///   - sources: where to look.
    ///   - uptime: a clock that never goes back.
    ///   - logger: where sources that cannot be read are told of.
    public init(
        _ sources: Sources,
        uptime: @escaping @Sendable () -> Duration,
        logger: Logger
    ) {
        self.sources = sources
        archive = sources.dataDirectory.map(TenantArchive.init)
        self.uptime = uptime
        self.logger = logger
        state = Mutex(State(table: TenantTable(TenantDirectory(unknown: .refuse))))
    }

    // MARK: Asking

    /// All that holds for a tenant; nil: it is refused.
    public func record(of tenant: TenantID) -> TenantRecord? {
        state.withLock { $0.table }.record(of: tenant)
    }

    /// Whether a tenant's events are no longer to be written, acknowledged or not.
    public func isVoid(_ tenant: TenantID) -> Bool {
        record(of: tenant)?.state.isVoid ?? false
    }

    /// Whether the store's object was ever read, here or by an earlier start.
    public var isRead: Bool { state.withLock { $0.stored != nil } }

    /// All that is known, as it is known now.
    public var directory: TenantDirectory { state.withLock { merged($0) } }

    /// How the registry is doing.
    public var report: TenantReport {
        let now = uptime()
        return state.withLock { state in
            TenantReport(
                counts: state.table.counts,
                storeAge: state.storeReadAt.map { max(.zero, now - $0) },
                fileComplaint: state.fileComplaint,
                storeComplaint: state.storeComplaint
            )
        }
    }

    // MARK: Reading

    /// What an operator's file or folder says, for commands that run beside no server.
    ///
    /// - Throws: ``TenantFileError``.
    public static func directory(at path: String) throws(TenantFileError) -> TenantDirectory {
        try TenantFiles.read(path)
    }

    /// Reads all sources for the first time.
    ///
    /// A store that is away does not hold up the start; an earlier one's last good state counts
    /// until it answers, and where there is none, nobody is served.
    ///
    /// - Throws: ``TenantFileError`` or ``TenantStoreError`` when a source is not one that can be
    ///   understood: nobody may be let in by a list that lost its end.
    public func start() async throws {
        try readFile()
        do throws(TenantStoreError) {
            try await readStore()
        } catch {
            guard error.code == .unavailable else { throw error }
            if let kept = archive?.read() { publish { $0.stored = kept } }
            tellOfStore(error.message)
        }
    }

    /// Looks whether the operator's file has changed, and reads it when it has.
    ///
    /// May wait for a disk. Called by one task at a time.
    public func refreshFile() {
        do throws(TenantFileError) {
            try readFile()
            tellOfFile(nil)
        } catch {
            tellOfFile(error.description)
        }
    }

    /// Looks whether the store's object has changed, and reads it when it has.
    ///
    /// Called by one task at a time.
    public func refreshStore() async {
        do throws(TenantStoreError) {
            try await readStore()
        } catch {
            tellOfStore(error.message)
        }
    }

    private func readFile() throws(TenantFileError) {
        guard let path = sources.path else { return }
        // Before it is read: a file that changes meanwhile looks other the next time.
        let look = try TenantFiles.look(at: path)
        guard state.withLock({ $0.fileLook != look }) else { return }
        let file = try TenantFiles.read(path)
        publish { state in
            state.file = file
            state.fileLook = look
        }
    }

    private func readStore() async throws(TenantStoreError) {
        guard let tag = try await sources.store.entityTag() else { return try noteAbsence() }
        if tag == state.withLock({ $0.storeTag }) { return noteRead(nil, tag: tag) }
        guard let contents = try await sources.store.read() else { return try noteAbsence() }
        noteRead(contents.directory, tag: contents.entityTag)
    }

    /// There is no object.
    ///
    /// Either nobody has made one, or somebody has taken it away, and then what it said counts on:
    /// whoever was suspended or erased in it must not come back that way.
    private func noteAbsence() throws(TenantStoreError) {
        let known = state.withLock { $0.stored } ?? archive?.read() ?? TenantDirectory()
        guard known == TenantDirectory() else {
            throw TenantStoreError(.unavailable, "\(sources.store.location) is gone")
        }
        noteRead(known, tag: nil)
    }

    /// The store was asked, and said this; nil: the same as before.
    private func noteRead(_ directory: TenantDirectory?, tag: String?) {
        if let directory, state.withLock({ $0.stored != directory }) {
            publish { $0.stored = directory }
            keep(directory)
        }
        state.withLock { state in
            state.storeTag = tag
            state.storeReadAt = uptime()
        }
        tellOfStore(nil)
    }

    private func keep(_ directory: TenantDirectory) {
        guard let archive else { return }
        do throws(SmallFile.Failure) {
            try archive.keep(directory)
        } catch {
            logger.error(
                "what is known of tenants cannot be kept in the data directory",
                metadata: ["reason": "\(error)"]
            )
        }
    }

    /// Changes what a source says, and what all say together.
    ///
    /// The table is put together outside of the lock, which every request takes.
    private func publish(_ change: (inout State) -> Void) {
        let (directory, changes) = state.withLock { state in
            change(&state)
            state.changes += 1
            return (merged(state), state.changes)
        }
        let table = TenantTable(directory)
        state.withLock { state in
            // The other source may have changed meanwhile, and be put together already.
            guard changes > state.tableChanges else { return }
            state.table = table
            state.tableChanges = changes
        }
        logger.info(
            "tenants were read",
            metadata: [
                "entered": "\(directory.tenants.count)",
                "not-active": "\(directory.tenants.count - (table.counts[.active] ?? 0))",
            ]
        )
    }

    /// What all sources say together; while the store's is not known, nobody is let in.
    private func merged(_ state: State) -> TenantDirectory {
        guard let stored = state.stored else { return TenantDirectory(unknown: .refuse) }
        return sources.defaults.overlaid(by: state.file).overlaid(by: stored)
    }

    // MARK: Telling

    private func tellOfFile(_ complaint: String?) {
        let before = state.withLock { state in
            defer { state.fileComplaint = complaint }
            return state.fileComplaint
        }
        tell("the tenants' file", complaint, before)
    }

    private func tellOfStore(_ complaint: String?) {
        let before = state.withLock { state in
            defer { state.storeComplaint = complaint }
            return state.storeComplaint
        }
        tell("the tenants' object in the store", complaint, before)
    }

    /// Says what is wrong once, and once that it is no longer.
    private func tell(_ what: String, _ complaint: String?, _ before: String?) {
        guard complaint != before else { return }
        if let complaint {
            logger.error(
                "\(what) cannot be read: the last good state counts",
                metadata: ["reason": "\(complaint)"]
            )
        } else {
            logger.notice("\(what) is read again")
        }
    }
}
