import ObjectStorage
import Synchronization

/// A store as the bug of random file names sees it: every data file is put under another name than
/// it was told, and never found again.
final class RandomNames: ObjectStore {
    private let store: SimulatedStore
    private let count = Mutex(0)

    init(store: SimulatedStore) {
        self.store = store
    }

    var location: String { store.location }

    private func other(_ key: ObjectKey) -> ObjectKey {
        guard key.path.hasSuffix(".parquet") else { return key }
        let number = count.withLock { count in
            count += 1
            return count
        }
        return ObjectKey("\(key.path.dropLast(8))-\(number).parquet")
    }

    func put(
        _ key: ObjectKey,
        _ bytes: [UInt8],
        mode: PutMode
    )
        async throws(ObjectStoreError) -> ObjectAttributes
    {
        try await store.put(other(key), bytes, mode: mode)
    }

    func beginMultipart(
        _ key: ObjectKey,
        mode: PutMode
    )
        async throws(ObjectStoreError) -> any MultipartUpload
    {
        try await store.beginMultipart(other(key), mode: mode)
    }

    func get(_ key: ObjectKey, range: Range<Int>?) async throws(ObjectStoreError) -> [UInt8] {
        try await store.get(key, range: range)
    }

    func head(_ key: ObjectKey) async throws(ObjectStoreError) -> ObjectAttributes {
        try await store.head(other(key))
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
