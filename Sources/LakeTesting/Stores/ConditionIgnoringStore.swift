public import ObjectStorage

/// A store in front of another one that takes conditions and does not heed them, as some gateways
/// do: every put replaces what is there, and is told to have succeeded.
public final class ConditionIgnoringStore: ObjectStore {
    private let store: any ObjectStore

    /// The other store's.
    public var location: String { store.location }

    /// Creates a store that ignores conditions.
    public init(_ store: any ObjectStore) {
        self.store = store
    }

    /// Stores an object whole, in place of what is there.
    @discardableResult
    public func put(
        _ key: ObjectKey,
        _ bytes: [UInt8],
        mode: PutMode
    ) async throws(ObjectStoreError) -> ObjectAttributes {
        try await store.put(key, bytes, mode: .overwrite)
    }

    /// Begins an object whose bytes come in parts, in place of what is there.
    public func beginMultipart(
        _ key: ObjectKey,
        mode: PutMode
    ) async throws(ObjectStoreError) -> any MultipartUpload {
        try await store.beginMultipart(key, mode: .overwrite)
    }

    /// Reads an object, or the part of it that `range` names.
    public func get(
        _ key: ObjectKey,
        range: Range<Int>?
    ) async throws(ObjectStoreError) -> [UInt8] {
        try await store.get(key, range: range)
    }

    /// An object's size and tag, without its bytes.
    public func head(_ key: ObjectKey) async throws(ObjectStoreError) -> ObjectAttributes {
        try await store.head(key)
    }

    /// One page of a listing.
    public func list(
        prefix: String,
        after: ObjectKey?
    ) async throws(ObjectStoreError) -> ObjectPage {
        try await store.list(prefix: prefix, after: after)
    }

    /// One page of a listing of folders.
    public func listFolders(
        below prefix: String,
        after: String?
    ) async throws(ObjectStoreError) -> FolderPage {
        try await store.listFolders(below: prefix, after: after)
    }

    /// Removes an object.
    public func delete(_ key: ObjectKey) async throws(ObjectStoreError) {
        try await store.delete(key)
    }
}
