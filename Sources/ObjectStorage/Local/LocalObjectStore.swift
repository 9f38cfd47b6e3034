/// Objects as files below a directory.
///
/// A key is a path below the root. What a file system cannot do, and a bucket can: hold an object
/// `a` beside an object `a/b`; such a put throws `.invalidRequest`. Symbolic links inside the root
/// are never followed. Several processes may write to one root.
///
/// A put survives a power failure once it has returned. Directories stay when their last object
/// goes.
public final class LocalObjectStore: ObjectStore {
    /// How many system calls block at once.
    ///
    /// They wait for the disk more than they work: with four, fsyncs of many small files were a
    /// third slower than with eight, and sixteen were no faster.
    private static let threadCount = 8

    let directory: LocalDirectory
    let pool = BlockingPool(threadCount: LocalObjectStore.threadCount)

    /// `file:///directory`.
    public var location: String { "file://\(directory.path)" }

    /// Opens a directory, making it where it is missing, and removes the unfinished files that a
    /// crash left behind.
    ///
    /// Blocks while it does.
    ///
    /// - Parameters:
    ///   - directory: an absolute path.
    ///   - runtime: its clock dates the files, its chance names unfinished ones.
    /// - Throws: `.denied` when the directory cannot be written to, `.misconfigured` when it is
    ///   none.
    public init(directory: String, runtime: ObjectStoreRuntime) throws(ObjectStoreError) {
        guard directory.hasPrefix("/") else {
            throw ObjectStoreError(.misconfigured, "'\(directory)' is not an absolute path")
        }
        do throws(ObjectStoreError) {
            self.directory = try LocalDirectory(path: directory, runtime: runtime)
        } catch  where error.code == .invalidRequest || error.code == .notFound {
            throw ObjectStoreError(.misconfigured, error.message)
        }
    }

    /// Stores an object whole.
    @discardableResult
    public func put(
        _ key: ObjectKey,
        _ bytes: [UInt8],
        mode: PutMode
    ) async throws(ObjectStoreError) -> ObjectAttributes {
        try await pool.run { [directory] () throws(ObjectStoreError) in
            try directory.put(key, bytes, mode)
        }
    }

    /// Stores an object whole, and leaves it to the next put into its directory to have the disk
    /// keep its name.
    @discardableResult
    public func putDeferred(
        _ key: ObjectKey,
        _ bytes: [UInt8],
        mode: PutMode
    ) async throws(ObjectStoreError) -> ObjectAttributes {
        try await pool.run { [directory] () throws(ObjectStoreError) in
            try directory.put(key, bytes, mode, .deferred)
        }
    }

    /// Stores an object whole, without waiting for the disk.
    @discardableResult
    public func putUnsynced(
        _ key: ObjectKey,
        _ bytes: [UInt8],
        mode: PutMode
    ) async throws(ObjectStoreError) -> ObjectAttributes {
        try await pool.run { [directory] () throws(ObjectStoreError) in
            try directory.put(key, bytes, mode, .unsynced)
        }
    }

    /// Begins an object whose bytes come in parts of any size.
    public func beginMultipart(
        _ key: ObjectKey,
        mode: PutMode
    ) async throws(ObjectStoreError) -> any MultipartUpload {
        LocalMultipartUpload(directory, pool, key: key, mode: mode)
    }

    /// Reads an object, or the part of it that `range` names.
    public func get(
        _ key: ObjectKey,
        range: Range<Int>?
    ) async throws(ObjectStoreError) -> [UInt8] {
        try await pool.run { [directory] () throws(ObjectStoreError) in
            try directory.get(key, range)
        }
    }

    /// An object's size and tag, without its bytes.
    public func head(_ key: ObjectKey) async throws(ObjectStoreError) -> ObjectAttributes {
        try await pool.run { [directory] () throws(ObjectStoreError) in try directory.head(key) }
    }

    /// One page of the objects whose key begins with `prefix`, in the order of their keys' bytes.
    public func list(
        prefix: String,
        after: ObjectKey?
    ) async throws(ObjectStoreError) -> ObjectPage {
        try await pool.run { [directory] () throws(ObjectStoreError) in
            try directory.list(prefix, after)
        }
    }

    /// Removes an object.
    ///
    /// Removing one that is not there succeeds.
    public func delete(_ key: ObjectKey) async throws(ObjectStoreError) {
        try await pool.run { [directory] () throws(ObjectStoreError) in try directory.delete(key) }
    }
}
