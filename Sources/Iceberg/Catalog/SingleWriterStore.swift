import ObjectStorage

/// A store that does not heed conditions, behind conditions that one process keeps by itself.
///
/// Before a put the object is looked at, and puts of one key wait for each other. So it holds among
/// the callers of this process; another process that writes the same keys is not noticed. An answer
/// that got lost may also be carried out late, over what was put since: with conditions it could
/// not. Both are what an operator takes upon himself who calls a process the only writer.
final class SingleWriterStore: ObjectStore {
    private let store: any ObjectStore
    private let turns = Turns<ObjectKey>()

    /// The store's.
    var location: String { store.location }

    /// Creates the conditions of a store.
    init(_ store: any ObjectStore) {
        self.store = store
    }

    @discardableResult
    func put(
        _ key: ObjectKey,
        _ bytes: [UInt8],
        mode: PutMode
    ) async throws(ObjectStoreError) -> ObjectAttributes {
        try await turns.run(key) { () async throws(ObjectStoreError) in
            try await check(key, mode)
            return try await store.put(key, bytes, mode: .overwrite)
        }
    }

    private func check(_ key: ObjectKey, _ mode: PutMode) async throws(ObjectStoreError) {
        guard mode != .overwrite else { return }
        let found = try await attributes(key)
        switch mode {
        case .create where found != nil:
            throw ObjectStoreError(.alreadyExists, "\(key) exists already in \(location)")
        case .update(let tag) where found?.entityTag != tag:
            throw ObjectStoreError(.preconditionFailed, "\(key) in \(location) changed")
        default: break
        }
    }

    private func attributes(_ key: ObjectKey) async throws(ObjectStoreError) -> ObjectAttributes? {
        do throws(ObjectStoreError) {
            return try await store.head(key)
        } catch  where error.code == .notFound {
            return nil
        }
    }

    func beginMultipart(
        _ key: ObjectKey,
        mode: PutMode
    ) async throws(ObjectStoreError) -> any MultipartUpload {
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
    ) async throws(ObjectStoreError) -> FolderPage {
        try await store.listFolders(below: prefix, after: after)
    }

    func delete(_ key: ObjectKey) async throws(ObjectStoreError) {
        try await turns.run(key) { () async throws(ObjectStoreError) in
            try await store.delete(key)
        }
    }
}
