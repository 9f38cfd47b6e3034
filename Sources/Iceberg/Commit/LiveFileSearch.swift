/// Looks for units by their files' paths among the files of a table.
///
/// A unit's files are committed together, so that one of them stands for all.
struct LiveFileSearch {
    /// The names of the units that were found.
    private(set) var foundNames: Set<String> = []
    private let unitCount: Int
    /// The unit of each path.
    private let names: [String: String]
    private let files: [DataFile]
    private let metadata: TableMetadata

    /// Begins a search.
    init(for units: [CommitUnit], in metadata: TableMetadata) {
        var names: [String: String] = [:]
        for unit in units {
            for file in unit.files { names[file.filePath] = unit.name }
        }
        self.names = names
        unitCount = units.count
        files = units.flatMap(\.files)
        self.metadata = metadata
    }

    /// Whether a manifest may list a file that is looked for, by what its list says of partitions.
    func mayBeIn(_ manifest: ManifestFile) throws(CatalogError) -> Bool {
        guard manifest.content == .data, manifest.liveFilesCount != 0,
            foundNames.count < unitCount
        else { return false }
        guard let summaries = manifest.partitions else { return true }
        let type = try PartitionType(specID: manifest.partitionSpecID, of: metadata)
        guard let own = TableDefinition.partitionSpec(in: metadata),
            own.specID == manifest.partitionSpecID, type.fields.count == summaries.count
        else { return true }
        for file in files where file.partition.count == summaries.count {
            var isInside = true
            for (index, summary) in summaries.enumerated() where isInside {
                isInside = try Self.mayHold(
                    summary,
                    file.partition[index],
                    type.fields[index].type
                )
            }
            if isInside { return true }
        }
        return false
    }

    /// Takes what a manifest lists.
    mutating func found(_ entries: [ManifestEntry]) {
        for entry in entries where entry.status != .deleted {
            if let name = names[entry.dataFile.filePath] { foundNames.insert(name) }
        }
    }

    private static func mayHold(
        _ summary: ManifestFile.FieldSummary,
        _ value: Literal?,
        _ type: PrimitiveType
    ) throws(CatalogError) -> Bool {
        guard let value else { return summary.containsNull }
        guard let lower = summary.lowerBound, let upper = summary.upperBound else { return false }
        let least = try Literal(bytes: lower, type: type)
        let greatest = try Literal(bytes: upper, type: type)
        return !value.isBefore(least) && !greatest.isBefore(value)
    }
}
