public import ObjectStorage

/// A store in front of another one that fails as a ``FaultPlan`` says.
///
/// Below the faults all is as the other store does it: what was done is done.
public final class FaultyObjectStore: ObjectStore {
    /// A fault that happened.
    public struct Injected: Hashable, Sendable {
        /// What was asked.
        public let operation: StoreOperation
        /// The key, or the listing's prefix.
        public let subject: String
        /// What went wrong.
        public let fault: StoreFault
    }

    private let store: any ObjectStore
    private let injector: FaultInjector

    /// The other store's.
    public var location: String { store.location }

    /// The faults that happened so far, in their order.
    public var injected: [Injected] { injector.injected }

    /// Creates a store that fails.
    ///
    /// - Parameters:
    ///   - store: what is behind it.
    ///   - plan: which calls go wrong.
    ///   - sleep: waits, for delays; by default they take no time.
    public init(
        _ store: any ObjectStore,
        plan: FaultPlan,
        sleep: @escaping @Sendable (Duration) async -> Void = { _ in await Task.yield() }
    ) {
        self.store = store
        injector = FaultInjector(plan, sleep: sleep)
    }

    /// Lets faults happen, or no longer.
    public func setActive(_ isActive: Bool) {
        injector.setActive(isActive)
    }

    /// Stores an object whole, or fails by the plan.
    @discardableResult
    public func put(
        _ key: ObjectKey,
        _ bytes: [UInt8],
        mode: PutMode
    ) async throws(ObjectStoreError) -> ObjectAttributes {
        try await injector.call(.put, key.path) { () throws(ObjectStoreError) in
            try await store.put(key, bytes, mode: mode)
        }
    }

    /// Begins an object whose bytes come in parts, or fails by the plan.
    public func beginMultipart(
        _ key: ObjectKey,
        mode: PutMode
    ) async throws(ObjectStoreError) -> any MultipartUpload {
        let upload = try await injector.call(.beginMultipart, key.path) {
            () throws(ObjectStoreError) in
            try await store.beginMultipart(key, mode: mode)
        }
        return FaultyMultipartUpload(upload, key: key, injector)
    }

    /// Reads an object, or fails by the plan.
    public func get(
        _ key: ObjectKey,
        range: Range<Int>?
    ) async throws(ObjectStoreError) -> [UInt8] {
        try await injector.call(.get, key.path) { () throws(ObjectStoreError) in
            try await store.get(key, range: range)
        }
    }

    /// An object's size and tag, or a failure by the plan.
    public func head(_ key: ObjectKey) async throws(ObjectStoreError) -> ObjectAttributes {
        try await injector.call(.head, key.path) { () throws(ObjectStoreError) in
            try await store.head(key)
        }
    }

    /// One page of a listing, or a failure by the plan.
    public func list(
        prefix: String,
        after: ObjectKey?
    ) async throws(ObjectStoreError) -> ObjectPage {
        try await injector.call(.list, prefix) { () throws(ObjectStoreError) in
            try await store.list(prefix: prefix, after: after)
        }
    }

    /// One page of a listing of folders, or a failure by the plan.
    public func listFolders(
        below prefix: String,
        after: String?
    ) async throws(ObjectStoreError) -> FolderPage {
        try await injector.call(.list, prefix) { () throws(ObjectStoreError) in
            try await store.listFolders(below: prefix, after: after)
        }
    }

    /// Removes an object, or fails by the plan.
    public func delete(_ key: ObjectKey) async throws(ObjectStoreError) {
        try await injector.call(.delete, key.path) { () throws(ObjectStoreError) in
            try await store.delete(key)
        }
    }
}
