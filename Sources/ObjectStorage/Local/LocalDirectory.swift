import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// The work of ``LocalObjectStore``, by system calls that block: for its own threads.
///
///     <root>/<key>                    an object
///     <root>/_lakewriter/tmp/<name>   an object that is being written; see ``TemporaryFile``
///     <root>/_lakewriter/lock         held while a name is compared and given
///
/// An object is written to a temporary file, synced, then given its name, and the directory is
/// synced: so a name stands for the whole object from the first moment on, after a power failure
/// too. Every put that may replace something, and every delete, holds the lock while it looks and
/// acts; a creating put needs none, for a link to a name that is taken fails.
final class LocalDirectory: Sendable {
    /// Where the store keeps what is its own.
    static let ownDirectory = "_lakewriter"
    /// How many directories are remembered as durable before all are forgotten.
    private static let durableDirectoriesMax = 65_536

    /// The root, an absolute path.
    let path: String
    private let now: @Sendable () -> UnixTime
    private let root: Descriptor
    private let own: Descriptor
    private let temporary: Descriptor
    /// Told apart by it are stores of the same process number, as in two containers.
    private let nonce: String
    private let lastName = Atomic<UInt64>(0)
    private let lastStamp = Mutex<Int64>(0)
    private let durableDirectories = Mutex<Set<String>>([])

    /// Opens the root, making it and the store's own directories where they are missing, and
    /// removes what a crash left behind.
    init(path: String, runtime: ObjectStoreRuntime) throws(ObjectStoreError) {
        self.path = path
        now = runtime.now
        nonce = String(UInt64(runtime.random() * 0x1p53), radix: 36)
        try Self.makeRoot(path)
        root = try .directory(path)
        for name in ["", "/tmp"] {
            let made = try root.makeDirectory(Self.ownDirectory + name, path: path)
            if made { try root.sync(path: path) }
        }
        own = try root.directory(Self.ownDirectory, path: path)
        temporary = try own.directory("tmp", path: path)
        try own.sync(path: path)
        try removeStale()
    }

    private static func makeRoot(_ path: String) throws(ObjectStoreError) {
        do throws(ObjectStoreError) {
            _ = try Descriptor.directory(path)
        } catch  where error.code == .notFound {
            // From the deepest directory that is there downwards; those above need not be readable.
            let names = path.split(separator: "/")
            guard let name = names.last else { throw error }
            let above = "/" + names.dropLast().joined(separator: "/")
            try makeRoot(above)
            let parent = try Descriptor.directory(above)
            if try parent.makeDirectory(String(name), path: path) { try parent.sync(path: above) }
        }
    }

    /// What a key's file is called in messages.
    func path(of key: ObjectKey) -> String { "\(path)/\(key.path)" }

    /// Whether the key is one of the store's own files.
    func isOwn(_ path: String) -> Bool {
        let own = Self.ownDirectory
        return ["\(own)/tmp", "\(own)/lock"].contains(path)
            || path.utf8.starts(with: "\(own)/tmp/".utf8)
            || path.utf8.starts(with: "\(own)/lock/".utf8)
    }

    // MARK: Temporary files

    /// Makes a temporary file.
    func makeTemporary() throws(ObjectStoreError) -> TemporaryFile {
        // A process that starts may take a new file for a stale one before it is locked: tried
        // again.
        for _ in 0..<1000 {
            let number = lastName.wrappingAdd(1, ordering: .relaxed).newValue
            let name = "\(getpid())-\(nonce)-\(number)"
            let full = "\(path)/\(Self.ownDirectory)/tmp/\(name)"
            guard let file = try temporary.create(name, path: full) else { continue }
            guard try file.lock(waits: false, path: full) else { continue }
            guard try file.status(path: full).linkCount > 0 else { continue }
            return TemporaryFile(name: name, file: file)
        }
        throw ObjectStoreError(.unavailable, "\(path): no free name for a temporary file")
    }

    /// Removes a temporary file that is not wanted any more; what stays is removed at the next
    /// start.
    func discard(_ name: String) {
        try? temporary.remove(name, path: name)
    }

    private func removeStale() throws(ObjectStoreError) {
        for name in try temporary.names(path: path) {
            do throws(ObjectStoreError) {
                let file = try temporary.open(name, O_RDWR, path: name)
                guard try file.lock(waits: false, path: name) else { continue }
                try temporary.remove(name, path: name)
            } catch  where error.code == .notFound || error.code == .invalidRequest {
                continue
            }
        }
    }

    // MARK: Directories

    /// Calls `body` with the directory that the key's file lies in; nil when it is not there.
    func withParent<Result>(
        of key: ObjectKey,
        creating: Bool,
        _ body: (borrowing Descriptor, _ name: String) throws(ObjectStoreError) -> Result
    ) throws(ObjectStoreError) -> Result? {
        var names = key.path.split(separator: "/").map(String.init)
        let name = names.removeLast()
        guard let parent = try directory(names, creating: creating) else { return nil }
        return try body(parent, name)
    }

    /// Opens the directory of those names below the root, one by one, so that no link leads out;
    /// nil when it is not there and is not to be made.
    func directory(
        _ names: [String],
        creating: Bool
    ) throws(ObjectStoreError) -> Descriptor? {
        var current = try root.directory(".", path: path)
        var walked = ""
        for name in names {
            walked += "/\(name)"
            if creating { try makeDurable(walked, name, in: current) }
            do throws(ObjectStoreError) {
                current = try current.directory(name, path: path + walked)
            } catch  where !creating && [.notFound, .invalidRequest].contains(error.code) {
                return nil
            }
        }
        return current
    }

    /// Makes a directory, and has the disk keep its name before anything in it counts as kept.
    ///
    /// A directory that this process has not seen may be one that another has made and not synced.
    private func makeDurable(
        _ walked: String,
        _ name: String,
        in parent: borrowing Descriptor
    ) throws(ObjectStoreError) {
        let isMade = try parent.makeDirectory(name, path: path + walked)
        let isKnown = durableDirectories.withLock { $0.contains(walked) }
        guard isMade || !isKnown else { return }
        try parent.sync(path: path + walked)
        durableDirectories.withLock { known in
            if known.count >= Self.durableDirectoriesMax { known = [] }
            known.insert(walked)
        }
    }

    // MARK: Names

    /// Gives a temporary file the name of a key, under the condition of `mode`.
    ///
    func publish(
        _ temporaryFile: borrowing TemporaryFile,
        _ key: ObjectKey,
        _ mode: PutMode,
        _ durability: PutDurability = .synced
    ) throws(ObjectStoreError) -> ObjectAttributes {
        let path = path(of: key)
        guard !isOwn(key.path) else {
            throw ObjectStoreError(.invalidRequest, "\(path) is the store's own")
        }
        try temporaryFile.file.setModified(nanoseconds: nextStamp(), path: path)
        if durability != .unsynced { try temporaryFile.file.sync(path: path) }
        let status = try temporaryFile.file.status(path: path)
        let name = temporaryFile.name
        let published: Void? = try withParent(of: key, creating: true) {
            (parent, final) throws(ObjectStoreError) in
            switch mode {
            case .create: try create(name, key, parent, final)
            case .overwrite, .update: try replace(name, key, parent, final, mode)
            }
            guard durability == .synced else { return }
            do throws(ObjectStoreError) {
                try parent.sync(path: path)
            } catch {
                throw ObjectStoreError(.outcomeUnknown, error.message)
            }
        }
        precondition(published != nil, "the directory was made")
        return Self.attributes(key, status)
    }

    private func create(
        _ name: String,
        _ key: ObjectKey,
        _ parent: borrowing Descriptor,
        _ final: String
    ) throws(ObjectStoreError) {
        let path = path(of: key)
        switch try temporary.link(name, to: parent, final, path: path) {
        case .linked: discard(name)
        case .taken:
            if try parent.status(of: final, path: path)?.isDirectory == true {
                throw ObjectStoreError.systemCall("link", EISDIR, path)
            }
            throw ObjectStoreError.taken(key, in: self.path)
        case .unsupported: try replace(name, key, parent, final, .create)
        }
    }

    private func replace(
        _ name: String,
        _ key: ObjectKey,
        _ parent: borrowing Descriptor,
        _ final: String,
        _ mode: PutMode
    ) throws(ObjectStoreError) {
        let path = path(of: key)
        try withNamesLocked { () throws(ObjectStoreError) in
            if mode != .overwrite {
                let found = try parent.status(of: final, path: path).map {
                    Self.attributes(key, $0)
                }
                switch mode {
                case .create where found != nil: throw ObjectStoreError.taken(key, in: self.path)
                case .update(let tag) where found?.entityTag != tag:
                    throw ObjectStoreError.changed(key, in: self.path)
                default: break
                }
            }
            try temporary.rename(name, to: parent, final, path: path)
        }
    }

    /// Runs `body` while no other process and no other thread compares and gives names.
    func withNamesLocked<Result>(
        _ body: () throws(ObjectStoreError) -> Result
    ) throws(ObjectStoreError) -> Result {
        let path = "\(path)/\(Self.ownDirectory)/lock"
        let file = try own.open("lock", O_RDWR | O_CREAT, path: path)
        _ = try file.lock(waits: true, path: path)
        let result = try body()
        // Keeps the descriptor, and the lock with it, up to here.
        file.close()
        return result
    }

    /// A moment that no other put of this process has: the file's time, and a part of its tag.
    private func nextStamp() -> Int64 {
        let wall = now().nanoseconds
        return lastStamp.withLock { last in
            last = max(last + 1, wall)
            return last
        }
    }

    /// The tag names the file and the moment of its writing, which no two puts share.
    static func attributes(_ key: ObjectKey, _ status: Descriptor.Status) -> ObjectAttributes {
        let tag = [
            status.inode, UInt64(bitPattern: status.modifiedNanoseconds), UInt64(status.size),
        ]
        .map { String($0, radix: 16) }
        .joined(separator: "-")
        return ObjectAttributes(
            key: key,
            size: status.size,
            entityTag: tag,
            modified: UnixTime(nanoseconds: status.modifiedNanoseconds)
        )
    }
}
