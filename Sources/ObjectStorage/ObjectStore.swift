/// A place where objects lie under keys: a bucket, a directory, or memory.
///
/// A put is atomic: a reader sees the whole object or none. What every store must do is written
/// as tests in `LakeTesting.ObjectStoreConformance`, which each implementation passes.
public protocol ObjectStore: Sendable {
    /// Where this is, for messages: `s3://bucket/prefix` or `file:///directory`. No secrets.
    var location: String { get }

    /// Stores an object whole.
    ///
    /// - Throws: ``ObjectStoreError``; `.alreadyExists` under ``PutMode/create`` when the key is
    ///   taken, `.preconditionFailed` under ``PutMode/update(ifMatch:)`` when the object changed or
    ///   is gone, `.outcomeUnknown` when the request may or may not have been carried out.
    @discardableResult
    func put(
        _ key: ObjectKey,
        _ bytes: [UInt8],
        mode: PutMode
    )
        async throws(ObjectStoreError) -> ObjectAttributes

    /// Stores an object whole, which need not survive a power failure yet.
    ///
    /// The same as ``put(_:_:mode:)``, and that is what stores do for which nothing is saved, but
    /// for this: until a later `put` into the same folder has returned, a power failure may take
    /// the name away again, or bring back what it named before. It never leaves a part of the
    /// object under it.
    @discardableResult
    func putDeferred(
        _ key: ObjectKey,
        _ bytes: [UInt8],
        mode: PutMode
    )
        async throws(ObjectStoreError) -> ObjectAttributes

    /// Stores an object whole, and leaves it to the system when the disk keeps it.
    ///
    /// The same as ``putDeferred(_:_:mode:)``, but that a power failure may leave the object empty
    /// or cut off: for hints, which whoever reads them holds against what they hint at.
    @discardableResult
    func putUnsynced(
        _ key: ObjectKey,
        _ bytes: [UInt8],
        mode: PutMode
    )
        async throws(ObjectStoreError) -> ObjectAttributes

    /// Begins an object whose bytes come in parts.
    ///
    /// Nothing is visible until it completes, and the condition of `mode` is one of that moment.
    func beginMultipart(
        _ key: ObjectKey,
        mode: PutMode
    )
        async throws(ObjectStoreError) -> any MultipartUpload

    /// Reads an object, or the part of it that `range` names.
    ///
    /// A range may end behind the object, and is cut there.
    ///
    /// - Throws: `.notFound` when there is none; `.invalidRequest` when the range is not empty and
    ///   begins at the object's end or behind it.
    func get(_ key: ObjectKey, range: Range<Int>?) async throws(ObjectStoreError) -> [UInt8]

    /// An object's size and tag, without its bytes.
    ///
    /// - Throws: `.notFound` when there is none.
    func head(_ key: ObjectKey) async throws(ObjectStoreError) -> ObjectAttributes

    /// One page of the objects whose key begins with `prefix`, in the order of their keys' bytes.
    ///
    /// - Parameters:
    ///   - prefix: what the keys begin with; empty for all.
    ///   - after: the key behind which the page begins; nil for the first page.
    /// - Returns: at most 1,000 objects, and whether more follow.
    /// - Throws: ``ObjectStoreError``; `.denied`, `.misconfigured` or `.unavailable`.
    func list(
        prefix: String,
        after: ObjectKey?
    )
        async throws(ObjectStoreError) -> ObjectPage

    /// One page of the folders that lie directly below another one: what stands between `prefix` and
    /// the next slash in the keys that have one there.
    ///
    /// Some stores list a folder on whose last object is gone.
    ///
    /// - Parameters:
    ///   - prefix: the folder, a slash at its end; empty for the store's root.
    ///   - after: the name behind which the page begins, as an earlier page gave it; nil for the
    ///     first page.
    /// - Returns: at most 1,000 names, and whether more follow.
    /// - Throws: ``ObjectStoreError``; `.denied`, `.misconfigured` or `.unavailable`.
    func listFolders(
        below prefix: String,
        after: String?
    )
        async throws(ObjectStoreError) -> FolderPage

    /// Removes an object.
    ///
    /// Removing one that is not there succeeds.
    func delete(_ key: ObjectKey) async throws(ObjectStoreError)
}
