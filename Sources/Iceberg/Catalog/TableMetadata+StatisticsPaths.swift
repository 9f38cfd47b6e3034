import LakeModel

extension TableMetadata {
    /// Where statistics of snapshots lie, which nothing else of them is read of.
    ///
    /// Source: Iceberg specification, "Table Statistics" and "Partition Statistics".
    var statisticsPaths: [String] {
        otherMembers.filter { ["statistics", "partition-statistics"].contains($0.name) }
            .flatMap { $0.node.array ?? [] }
            .compactMap { $0["statistics-path"]?.string }
    }
}
