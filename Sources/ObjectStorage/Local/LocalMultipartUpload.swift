import Synchronization

/// An upload in parts to a directory: temporary files until it completes.
final class LocalMultipartUpload: MultipartUpload {
    /// The files that the parts are written to; made when the first part comes.
    private final class Files: Sendable {
        let directory: LocalDirectory
        let slots: TemporaryFile
        let overflow: TemporaryFile

        init(_ directory: LocalDirectory) throws(ObjectStoreError) {
            self.directory = directory
            slots = try directory.makeTemporary()
            overflow = try directory.makeTemporary()
        }

        /// Also after the upload completed, when the first name is gone already.
        deinit {
            directory.discard(slots.name)
            directory.discard(overflow.name)
        }
    }

    private enum Phase {
        case open
        case completing
        case ended
    }

    private struct State {
        var phase = Phase.open
        var layout = PartLayout()
        var files: Files?
    }

    let partSizeBytesMin = 1

    private let directory: LocalDirectory
    private let pool: BlockingPool
    private let key: ObjectKey
    private let mode: PutMode
    private let state = Mutex(State())

    init(_ directory: LocalDirectory, _ pool: BlockingPool, key: ObjectKey, mode: PutMode) {
        self.directory = directory
        self.pool = pool
        self.key = key
        self.mode = mode
    }

    func uploadPart(_ number: Int, _ bytes: [UInt8]) async throws(ObjectStoreError) {
        guard number >= 1 else {
            throw ObjectStoreError(.invalidRequest, "part \(number) of \(key): parts count from 1")
        }
        try await pool.run { [self] () throws(ObjectStoreError) in try write(number, bytes) }
    }

    @discardableResult
    func complete() async throws(ObjectStoreError) -> ObjectAttributes {
        try await pool.run { [self] () throws(ObjectStoreError) in try putTogether() }
    }

    func abort() async throws(ObjectStoreError) {
        // The files go where blocking is allowed.
        try await pool.run { [self] () throws(ObjectStoreError) in _ = end() }
    }

    private func end() -> Files? {
        state.withLock { state in
            defer { state.files = nil }
            state.phase = .ended
            return state.files
        }
    }

    private func write(_ number: Int, _ bytes: [UInt8]) throws(ObjectStoreError) {
        let files = try openFiles()
        let extent = state.withLock { $0.layout.place(number, size: bytes.count) }
        let path = directory.path(of: key)
        if extent.isOverflow {
            try files.overflow.file.write(bytes, at: extent.offset, path: path)
        } else {
            try files.slots.file.write(bytes, at: extent.offset, path: path)
        }
        state.withLock { $0.layout.record(number, extent) }
    }

    private func openFiles() throws(ObjectStoreError) -> Files {
        let (files, phase) = state.withLock { ($0.files, $0.phase) }
        guard phase == .open else { throw ended() }
        if let files { return files }
        let made = try Files(directory)
        // Another thread may have been faster; then its files count, and these go.
        return state.withLock { state in
            let files = state.files ?? made
            state.files = files
            return files
        }
    }

    /// A completion that fails may be tried again.
    private func putTogether() throws(ObjectStoreError) -> ObjectAttributes {
        let (files, plan, isOpen) = state.withLock { state in
            let isOpen = state.phase == .open
            if isOpen { state.phase = .completing }
            return (state.files, state.layout.isEmpty ? nil : state.layout.plan(), isOpen)
        }
        guard isOpen else { throw ended() }
        do throws(ObjectStoreError) {
            guard let files, let plan else { throw ObjectStoreError.noParts(of: key) }
            let attributes = try publish(plan, files)
            _ = end()
            return attributes
        } catch {
            state.withLock { state in
                if state.phase == .completing { state.phase = .open }
            }
            throw error
        }
    }

    private func publish(
        _ plan: PartLayout.Plan,
        _ files: Files
    ) throws(ObjectStoreError) -> ObjectAttributes {
        switch plan {
        case .whole(let size):
            try files.slots.file.truncate(to: size, path: directory.path(of: key))
            return try directory.publish(files.slots, key, mode)
        case .copy(let extents): return try copy(extents, files)
        }
    }

    private func ended() -> ObjectStoreError {
        ObjectStoreError(.invalidRequest, "the upload of \(key) has ended")
    }

    private func copy(
        _ extents: [PartLayout.Extent],
        _ files: Files
    ) throws(ObjectStoreError) -> ObjectAttributes {
        let path = directory.path(of: key)
        let whole = try directory.makeTemporary()
        do throws(ObjectStoreError) {
            var end = 0
            for extent in extents {
                try Self.copy(extent, files, to: whole, at: end, path: path)
                end += extent.size
            }
            return try directory.publish(whole, key, mode)
        } catch {
            directory.discard(whole.name)
            throw error
        }
    }

    private static func copy(
        _ extent: PartLayout.Extent,
        _ files: Files,
        to whole: borrowing TemporaryFile,
        at end: Int,
        path: String
    ) throws(ObjectStoreError) {
        var copied = 0
        while copied < extent.size {
            let count = min(1 << 20, extent.size - copied)
            let offset = extent.offset + copied
            let bytes =
                extent.isOverflow
                ? try files.overflow.file.read(count: count, at: offset, path: path)
                : try files.slots.file.read(count: count, at: offset, path: path)
            guard bytes.count == count else {
                throw ObjectStoreError(.unavailable, "\(path): a part was cut short on disk")
            }
            try whole.file.write(bytes, at: end + copied, path: path)
            copied += count
        }
    }
}
