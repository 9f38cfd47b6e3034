import ObjectStorage

extension ObjectStore {
    /// Removes an object for good: every version of it, where the store keeps versions.
    func erase(_ key: ObjectKey) async throws(ObjectStoreError) {
        guard let store = self as? any ErasableStore else { return try await delete(key) }
        let folder = key.path.lastIndex(of: "/").map { String(key.path[...$0]) } ?? ""
        var mark: RemnantMark?
        repeat {
            let page = try await store.remnants(below: folder, after: mark)
            try await store.erase(page.remnants.filter { $0.path == key.path })
            mark = page.next
        } while mark != nil
    }
}
