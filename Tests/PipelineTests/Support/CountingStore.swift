import ObjectStorage
import Synchronization

/// A store that counts the puts of data files that reach it.
final class CountingStore: ObjectStore {
    private let store: any ObjectStore
    private let count = Mutex(0)

    init(_ store: any ObjectStore) {
        self.store = store
    }

    var location: String { store.location }
    var puts: Int { count.withLock { $0 } }

    func put(
        _ key: ObjectKey,
        _ bytes: [UInt8],
        mode: PutMode
    )
        async throws(ObjectStoreError) -> ObjectAttributes
    {
        if key.path.hasSuffix(".parquet") { count.withLock { $0 += 1 } }
        return try await store.put(key, bytes, mode: mode)
    }

    func beginMultipart(
        _ key: ObjectKey,
        mode: PutMode
    )
        async throws(ObjectStoreError) -> any MultipartUpload
    {
        try await store.beginMultipart(key, mode: mode)
    }

    func get(_ key: ObjectKey, range: Range<Int>?) async throws(ObjectStoreError) -> [UInt8] {
        try await store.get(key, range: range)
    }

    func head(_ key: ObjectKey) async throws(ObjectStoreError) -> ObjectAttributes {
        try await store.head(key)
    }

    func list(prefix: String, after: ObjectKey?) async throws(ObjectStoreError) -> ObjectPage {
        try await store.list(prefix: prefix, after: after)
    }

    func listFolders(
        below prefix: String,
        after: String?
    )
        async throws(ObjectStoreError) -> FolderPage
    {
        try await store.listFolders(below: prefix, after: after)
    }

    func delete(_ key: ObjectKey) async throws(ObjectStoreError) {
        try await store.delete(key)
    }
}
