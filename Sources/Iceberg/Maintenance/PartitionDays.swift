import LakeModel

/// Which days the files of a table's manifests are of.
struct PartitionDays {
    private let table: TableMetadata

    init(of table: TableMetadata) { self.table = table }

    /// Where, among a partition's values, the day of the event time stands; nil: nowhere.
    func index(specID: Int32) -> Int? {
        let source = SystemColumns.eventTime.id.rawValue
        return table.partitionSpecs.first { $0.specID == specID }?.fields
            .firstIndex { $0.sourceID == source && $0.transform == .day }
    }

    /// Whether a manifest may name live files of days before `firstDay`; nil: nobody can say.
    func mayHold(_ manifest: ManifestFile, before firstDay: Int32) -> Bool? {
        guard manifest.liveFilesCount != 0 else { return false }
        guard let index = index(specID: manifest.partitionSpecID) else { return nil }
        guard let summaries = manifest.partitions, summaries.indices.contains(index) else {
            return true
        }
        guard let lower = summaries[index].lowerBound,
            case .int(let day)? = try? Literal(bytes: lower, type: .date)
        else { return false }
        return day < firstDay
    }

    /// The day of a live entry, when it lies before `firstDay`.
    func day(of entry: ManifestEntry, specID: Int32, before firstDay: Int32) -> Int32? {
        guard entry.status != .deleted, let index = index(specID: specID),
            entry.dataFile.partition.indices.contains(index),
            case .int(let day)? = entry.dataFile.partition[index], day < firstDay
        else { return nil }
        return day
    }
}
