extension ManifestMerge {
    /// The manifest that the inputs become: every file that is in the table, each with the snapshot
    /// that added it and its sequence numbers; what was removed is left out.
    func written(
        for snapshotID: Int64,
        of plan: AppendPlan,
        reading manifests: ManifestStore,
        to path: String
    ) async throws(CatalogError) -> WrittenManifest {
        guard let specID = inputs.first?.partitionSpecID else {
            preconditionFailure("a merge of nothing")
        }
        var writer = try ManifestWriter(
            table: plan.prepared,
            specID: specID,
            snapshotID: snapshotID
        )
        await manifests.prefetch(inputs)
        for input in inputs {
            for entry in try await manifests.entries(of: input, plan.base.metadata)
            where entry.status != .deleted {
                try writer.append(existing: entry)
            }
        }
        return try writer.finish(path: path)
    }
}
