import Synchronization

/// Objects in memory, gone with the program: for tests and simulations.
public final class InMemoryObjectStore: ObjectStore {
    private struct Object {
        let bytes: [UInt8]
        let entityTag: String
    }

    private struct State {
        var objects: [ObjectKey: Object] = [:]
        var lastTag = 0
    }

    /// The most objects on a page; S3's own number.
    private static let pageSize = 1000

    private let state = Mutex(State())

    /// `memory:`, unless it stands for another store.
    public let location: String

    /// Creates an empty store.
    ///
    /// - Parameter location: what it says of where it is; `s3://…` where that is looked at.
    public init(location: String = "memory:") {
        self.location = location
    }

    /// Stores an object whole.
    @discardableResult
    public func put(
        _ key: ObjectKey,
        _ bytes: [UInt8],
        mode: PutMode
    ) async throws(ObjectStoreError) -> ObjectAttributes {
        try store(key, bytes, mode)
    }

    /// Begins an object whose bytes come in parts of any size.
    public func beginMultipart(
        _ key: ObjectKey,
        mode: PutMode
    ) async throws(ObjectStoreError) -> any MultipartUpload {
        InMemoryMultipartUpload(self, key: key, mode: mode)
    }

    /// Reads an object, or the part of it that `range` names.
    public func get(
        _ key: ObjectKey,
        range: Range<Int>?
    ) async throws(ObjectStoreError) -> [UInt8] {
        let bytes = try object(key).bytes
        guard let range else { return bytes }
        guard !range.isEmpty else { return [] }
        guard range.lowerBound < bytes.count else {
            throw ObjectStoreError.rangeOutside(range, of: key, size: bytes.count)
        }
        return Array(bytes[range.clamped(to: 0..<bytes.count)])
    }

    /// An object's size and tag, without its bytes.
    public func head(_ key: ObjectKey) async throws(ObjectStoreError) -> ObjectAttributes {
        Self.attributes(key, try object(key))
    }

    /// One page of the objects whose key begins with `prefix`, in the order of their keys' bytes.
    public func list(
        prefix: String,
        after: ObjectKey?
    ) async throws(ObjectStoreError) -> ObjectPage {
        let found = state.withLock { state in
            state.objects.filter { key, _ in
                key.path.utf8.starts(with: prefix.utf8) && (after.map { $0 < key } ?? true)
            }
        }
        let sorted = found.sorted { $0.key < $1.key }
        return ObjectPage(
            objects: sorted.prefix(Self.pageSize).map { Self.attributes($0.key, $0.value) },
            isTruncated: sorted.count > Self.pageSize
        )
    }

    /// Removes an object.
    ///
    /// Removing one that is not there succeeds.
    public func delete(_ key: ObjectKey) async throws(ObjectStoreError) {
        state.withLock { $0.objects[key] = nil }
    }

    func store(
        _ key: ObjectKey,
        _ bytes: [UInt8],
        _ mode: PutMode
    ) throws(ObjectStoreError) -> ObjectAttributes {
        let location = location
        return try state.withLock { state throws(ObjectStoreError) in
            let found = state.objects[key]
            switch mode {
            case .create where found != nil: throw ObjectStoreError.taken(key, in: location)
            case .update(let tag) where found?.entityTag != tag:
                throw ObjectStoreError.changed(key, in: location)
            default: break
            }
            state.lastTag += 1
            let object = Object(bytes: bytes, entityTag: String(state.lastTag))
            state.objects[key] = object
            return Self.attributes(key, object)
        }
    }

    /// The keys of all objects, in no order.
    var keys: [ObjectKey] { state.withLock { Array($0.objects.keys) } }

    private func object(_ key: ObjectKey) throws(ObjectStoreError) -> Object {
        guard let object = state.withLock({ $0.objects[key] }) else {
            throw ObjectStoreError.absent(key, in: location)
        }
        return object
    }

    private static func attributes(_ key: ObjectKey, _ object: Object) -> ObjectAttributes {
        ObjectAttributes(key: key, size: object.bytes.count, entityTag: object.entityTag)
    }
}
