import Synchronization

/// An upload in parts to memory.
final class InMemoryMultipartUpload: MultipartUpload {
    let partSizeBytesMin = 1

    private let store: InMemoryObjectStore
    private let key: ObjectKey
    private let mode: PutMode
    /// The parts by their numbers; nil when the upload has ended.
    private let parts = Mutex<[Int: [UInt8]]?>([:])

    init(_ store: InMemoryObjectStore, key: ObjectKey, mode: PutMode) {
        self.store = store
        self.key = key
        self.mode = mode
    }

    func uploadPart(_ number: Int, _ bytes: [UInt8]) async throws(ObjectStoreError) {
        guard number >= 1 else {
            throw ObjectStoreError(.invalidRequest, "part \(number) of \(key): parts count from 1")
        }
        let isOpen = parts.withLock { parts in
            parts?[number] = bytes
            return parts != nil
        }
        guard isOpen else {
            throw ObjectStoreError(.invalidRequest, "the upload of \(key) has ended")
        }
    }

    @discardableResult
    func complete() async throws(ObjectStoreError) -> ObjectAttributes {
        guard let sorted = parts.withLock({ $0?.sorted { $0.key < $1.key } }) else {
            throw ObjectStoreError(.invalidRequest, "the upload of \(key) has ended")
        }
        guard !sorted.isEmpty else { throw ObjectStoreError.noParts(of: key) }
        let attributes = try store.store(key, sorted.flatMap(\.value), mode)
        parts.withLock { $0 = nil }
        return attributes
    }

    func abort() async throws(ObjectStoreError) {
        parts.withLock { $0 = nil }
    }
}
