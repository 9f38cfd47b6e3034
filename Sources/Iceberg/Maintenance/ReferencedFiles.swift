import LakeModel
import ObjectStorage

/// What a version of a table's metadata leads to, by key: a URI may be spelt in several ways.
struct ReferencedFiles {
    /// Data and delete files.
    private(set) var data: [ObjectKey: DataFile] = [:]
    /// Data files outside of the lake.
    private(set) var foreign: [DataFile] = []
    /// Lists, manifests, statistics, and versions of the metadata itself.
    private var metadata: Set<ObjectKey> = []
    private let lake: LakeLocation

    /// Begins with nothing.
    init(lake: LakeLocation) {
        self.lake = lake
    }

    /// Begins with what the metadata itself names.
    init(lake: LakeLocation, table: CatalogTable) {
        self.lake = lake
        let folder = LakeLocation.metadataFolder(of: table.identifier)
        metadata = [ObjectKey("\(folder)/version-hint.text")]
        insert(metadata: table.metadataLocation)
        for entry in table.metadata.metadataLog { insert(metadata: entry.metadataFile) }
        for snapshot in table.metadata.snapshots { insert(metadata: snapshot.manifestList) }
        for path in table.metadata.statisticsFiles { insert(metadata: path) }
    }

    mutating func insert(metadata uri: String) {
        if let key = lake.key(uri) { metadata.insert(key) }
    }

    mutating func insert(_ file: DataFile) {
        if let key = lake.key(file.filePath) {
            data[key] = file
        } else {
            foreign.append(file)
        }
    }

    func names(data key: ObjectKey) -> Bool { data[key] != nil }

    func names(metadata key: ObjectKey) -> Bool { metadata.contains(key) }
}

extension TableMetadata {
    /// The statistics files of its snapshots.
    fileprivate var statisticsFiles: [String] {
        StatisticsList.allCases.flatMap { list in
            statistics(in: list).compactMap { $0["statistics-path"]?.string }
        }
    }
}
