import ObjectStorage
import Synchronization

/// A store that keeps a note of each request, and may do something before it.
final class RecordingStore: ObjectStore {
    private let store: any ObjectStore
    private let notes = Mutex<[String]>([])
    private let before = Mutex<(@Sendable (String) async throws -> Void)?>(nil)

    init(_ store: any ObjectStore) {
        self.store = store
    }

    var location: String { store.location }

    /// The requests since the last call, such as `put v2.metadata.json`.
    func taken() -> [String] {
        notes.withLock { notes in
            defer { notes = [] }
            return notes
        }
    }

    /// Has something happen before each request from now on, whose note it is told.
    func onRequest(_ body: (@Sendable (String) async throws -> Void)?) {
        before.withLock { $0 = body }
    }

    private func note(_ text: String) async throws(ObjectStoreError) {
        notes.withLock { $0.append(text) }
        do {
            try await before.withLock { $0 }?(text)
        } catch {
            throw error as? ObjectStoreError ?? ObjectStoreError(.unavailable, "\(error)")
        }
    }

    private func name(_ key: ObjectKey) -> String {
        key.path.split(separator: "/").last.map(String.init) ?? ""
    }

    func put(
        _ key: ObjectKey,
        _ bytes: [UInt8],
        mode: PutMode
    ) async throws(ObjectStoreError) -> ObjectAttributes {
        try await note("put \(name(key))")
        return try await store.put(key, bytes, mode: mode)
    }

    func beginMultipart(
        _ key: ObjectKey,
        mode: PutMode
    ) async throws(ObjectStoreError) -> any MultipartUpload {
        try await store.beginMultipart(key, mode: mode)
    }

    func get(_ key: ObjectKey, range: Range<Int>?) async throws(ObjectStoreError) -> [UInt8] {
        try await note("get \(name(key))")
        return try await store.get(key, range: range)
    }

    func head(_ key: ObjectKey) async throws(ObjectStoreError) -> ObjectAttributes {
        try await note("head \(name(key))")
        return try await store.head(key)
    }

    func list(prefix: String, after: ObjectKey?) async throws(ObjectStoreError) -> ObjectPage {
        try await note("list")
        return try await store.list(prefix: prefix, after: after)
    }

    func listFolders(
        below prefix: String,
        after: String?
    ) async throws(ObjectStoreError) -> FolderPage {
        try await note("list folders")
        return try await store.listFolders(below: prefix, after: after)
    }

    func delete(_ key: ObjectKey) async throws(ObjectStoreError) {
        try await note("delete \(name(key))")
        try await store.delete(key)
    }
}
