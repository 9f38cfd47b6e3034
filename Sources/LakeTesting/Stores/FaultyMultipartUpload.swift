import ObjectStorage
import Synchronization

/// An upload of a ``FaultyObjectStore``.
final class FaultyMultipartUpload: MultipartUpload {
    private let upload: any MultipartUpload
    private let key: ObjectKey
    private let injector: FaultInjector
    private let isTorn = Mutex(false)

    var partSizeBytesMin: Int { upload.partSizeBytesMin }

    init(_ upload: any MultipartUpload, key: ObjectKey, _ injector: FaultInjector) {
        self.upload = upload
        self.key = key
        self.injector = injector
    }

    func uploadPart(_ number: Int, _ bytes: [UInt8]) async throws(ObjectStoreError) {
        try checkWhole()
        try await injector.call(.uploadPart, key.path, onTorn: tear) {
            () throws(ObjectStoreError) in
            try await upload.uploadPart(number, bytes)
        }
    }

    @discardableResult
    func complete() async throws(ObjectStoreError) -> ObjectAttributes {
        try checkWhole()
        return try await injector.call(.complete, key.path, onTorn: tear) {
            () throws(ObjectStoreError) in
            try await upload.complete()
        }
    }

    func abort() async throws(ObjectStoreError) {
        try await injector.call(.abort, key.path, onTorn: tear) { () throws(ObjectStoreError) in
            try await upload.abort()
        }
    }

    private func tear() async {
        isTorn.withLock { $0 = true }
        try? await upload.abort()
    }

    private func checkWhole() throws(ObjectStoreError) {
        guard !isTorn.withLock({ $0 }) else {
            throw ObjectStoreError(.notFound, "injected: the upload of \(key) is gone")
        }
    }
}
