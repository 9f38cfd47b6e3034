import ObjectStorage
import Synchronization

/// Parts on their way to a ``SimulatedStore``.
final class SimulatedUpload: MultipartUpload {
    let partSizeBytesMin = 1
    private let key: ObjectKey
    private let mode: PutMode
    private let store: SimulatedStore
    private let parts = Mutex<[Int: [UInt8]]>([:])

    init(key: ObjectKey, mode: PutMode, store: SimulatedStore) {
        self.key = key
        self.mode = mode
        self.store = store
    }

    func uploadPart(_ number: Int, _ bytes: [UInt8]) async throws(ObjectStoreError) {
        await store.travel()
        parts.withLock { $0[number] = bytes }
    }

    func complete() async throws(ObjectStoreError) -> ObjectAttributes {
        let whole = parts.withLock { parts in
            parts.sorted { $0.key < $1.key }.flatMap(\.value)
        }
        return try await store.put(key, whole, mode: mode)
    }

    func abort() async throws(ObjectStoreError) {
        parts.withLock { $0 = [:] }
    }
}
