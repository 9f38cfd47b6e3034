import Synchronization
public import WriteAheadLog

/// A log's disk in memory, which loses on ``crash()`` what a power failure may lose.
///
/// What a file's sync or the directory's sync covered survives. Of what came after, each sector of
/// 512 bytes of each write survives or not, each creation, renaming and removal too, in any
/// combination, drawn from the seed. Faults can be planted. It is meant for one thread at a time,
/// and sound for several.
public final class SimulatedDisk: LogDisk {
    /// What is written whole or not at all.
    public static let sectorByteCount = 512

    let state: Mutex<State>

    /// Creates an empty disk.
    ///
    /// - Parameters:
    ///   - seed: what is lost in crashes follows from it.
    ///   - capacity: the most bytes of all files before creating one throws `.noSpace`.
    public init(seed: UInt64, capacity: Int = .max) {
        state = Mutex(State(generator: SeededGenerator(seed: seed), capacity: capacity))
    }

    /// Takes the directory; a crash lets go of it.
    public func acquire() throws(LogDiskError) {
        let isTaken = state.withLock { state in
            defer { state.isAcquired = true }
            return state.isAcquired
        }
        guard !isTaken else { throw LogDiskError(.locked, "the simulated disk is held") }
    }

    /// Lets another take the directory.
    public func release() {
        state.withLock { $0.isAcquired = false }
    }

    /// The names of the files.
    public func names() throws(LogDiskError) -> [String] {
        state.withLock { $0.names.keys.sorted() }
    }

    /// All bytes of a file, synced or not.
    public func contents(of name: String) throws(LogDiskError) -> [UInt8] {
        let bytes = state.withLock { state in state.names[name].flatMap { state.files[$0]?.bytes } }
        guard let bytes else { throw LogDiskError(.failed, "open \(name): no such file") }
        return bytes
    }

    /// Creates a file of zeros.
    public func create(_ name: String, byteCount: Int) throws(LogDiskError) -> any LogFile {
        let created: Result<Int, LogDiskError> = state.withLock { state in
            guard state.names[name] == nil else {
                return .failure(LogDiskError(.failed, "create \(name): it exists"))
            }
            let used = state.names.values.reduce(0) { $0 + (state.files[$1]?.bytes.count ?? 0) }
            guard byteCount <= state.capacity - used else {
                return .failure(LogDiskError(.noSpace, "create \(name): no space"))
            }
            state.lastFile += 1
            state.files[state.lastFile] = File(byteCount: byteCount)
            state.change(.link(name, state.lastFile))
            return .success(state.lastFile)
        }
        return SimulatedFile(disk: self, id: try created.get(), byteCount: byteCount)
    }

    /// Opens a file, and syncs it as the protocol asks.
    public func open(_ name: String) throws(LogDiskError) -> any LogFile {
        let opened: (Int, Int)? = state.withLock { state in
            guard let id = state.names[name], let file = state.files[id] else { return nil }
            state.files[id]?.sync()
            return (id, file.bytes.count)
        }
        guard let (id, byteCount) = opened else {
            throw LogDiskError(.failed, "open \(name): no such file")
        }
        return SimulatedFile(disk: self, id: id, byteCount: byteCount)
    }

    /// Gives a file another name, until a crash undoes it.
    public func rename(_ name: String, to newName: String) throws(LogDiskError) {
        let exists = state.withLock { state in
            guard state.names[name] != nil else { return false }
            state.change(.rename(name, newName))
            return true
        }
        guard exists else { throw LogDiskError(.failed, "rename \(name): no such file") }
    }

    /// Removes a file, until a crash undoes it.
    public func remove(_ name: String) throws(LogDiskError) {
        let exists = state.withLock { state in
            guard state.names[name] != nil else { return false }
            state.change(.unlink(name))
            return true
        }
        guard exists else { throw LogDiskError(.failed, "unlink \(name): no such file") }
    }

    /// Makes all names so far survive a crash, unless a sync is to fail.
    public func syncDirectory() throws(LogDiskError) {
        let failure: LogDiskError? = state.withLock { state in
            if let failure = state.takeSyncFailure() { return failure }
            state.durableNames = state.names
            state.changes = []
            return nil
        }
        if let failure { throw failure }
    }
}
