extension TableMetadata {
    /// Checks that updates which were made for an earlier version of this table are right for it.
    ///
    /// Requirements cannot say all that updates rest on: that no reference names what they remove,
    /// that nobody has set how long a branch is kept, that the specs of new manifests are there.
    ///
    /// - Parameters:
    ///   - updates: the changes.
    ///   - base: the version that they were made for.
    /// - Throws: ``CatalogError`` `.commitFailed` when they have to be made again.
    func checkStillHold(
        _ updates: [TableUpdate],
        madeFor base: TableMetadata
    ) throws(CatalogError) {
        for update in updates {
            guard let reason = overtaking(update, madeFor: base) else { continue }
            throw CatalogError(.commitFailed, "others committed first: \(reason)")
        }
    }

    private func overtaking(_ update: TableUpdate, madeFor base: TableMetadata) -> String? {
        switch update {
        case .addSnapshot:
            let known = Set(partitionSpecs.map(\.specID))
            return base.partitionSpecs.first { !known.contains($0.specID) }
                .map { "the partition spec \($0.specID) is gone" }
        case .setSnapshotRef(let name, _):
            return refs[name] == base.refs[name] ? nil : "'\(name)' was changed"
        case .removeSnapshots:
            // The branch itself is what the requirements speak of.
            return refs.keys.sorted()
                .first { $0 != SnapshotReference.main && refs[$0] != base.refs[$0] }
                .map { "'\($0)' may name what is to be removed" }
        default: return nil
        }
    }
}
