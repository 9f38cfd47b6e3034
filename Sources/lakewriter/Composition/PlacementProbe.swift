import ObjectStorage

/// Puts an object as a tenant's are put, and looks at what became of it.
enum PlacementProbe {
    /// Nobody's folder, which looks like a tenant's so that it is tagged like one.
    private static let key = ObjectKey("_lakewriter/tenantId=probe/placement")

    /// In what the object is kept otherwise than asked; nil: in nothing, or it is a directory.
    static func run(_ store: any ObjectStore) async throws(ObjectStoreError) -> String? {
        guard let bucket = store as? S3ObjectStore else { return nil }
        let placement = bucket.placement
        let isAsked = placement.encryption(of: key) != .bucketDefault || placement.tagsTenants
        guard isAsked else { return nil }
        try await bucket.put(key, Array("lakewriter\n".utf8), mode: .overwrite)
        let found = try await bucket.misplacement(of: key)
        try await bucket.delete(key)
        return found
    }
}
