extension ObjectStore {
    /// Stores an object whole, at once for good.
    @discardableResult
    public func putDeferred(
        _ key: ObjectKey,
        _ bytes: [UInt8],
        mode: PutMode
    ) async throws(ObjectStoreError) -> ObjectAttributes {
        try await put(key, bytes, mode: mode)
    }

    /// Stores an object whole, at once for good.
    @discardableResult
    public func putUnsynced(
        _ key: ObjectKey,
        _ bytes: [UInt8],
        mode: PutMode
    ) async throws(ObjectStoreError) -> ObjectAttributes {
        try await put(key, bytes, mode: mode)
    }
}
