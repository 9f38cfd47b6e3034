extension TableMetadata {
    /// The units that the snapshots of `main` say they added, of any log, as far as the table still
    /// knows those snapshots.
    ///
    /// A unit among them was in the table, whatever has become of its files since: compaction puts
    /// others in their place. What was rolled back is not among them.
    var committedNames: Set<String> {
        guard let current = currentSnapshotID else { return [] }
        let own = Set(SnapshotRetention.ancestry(of: current, in: self))
        var names: Set<String> = []
        for snapshot in snapshots where own.contains(snapshot.snapshotID) {
            let said = snapshot.summary[SnapshotSummary.generationsKey] ?? ""
            names.formUnion(said.split(separator: ",").map(String.init))
        }
        return names
    }
}
