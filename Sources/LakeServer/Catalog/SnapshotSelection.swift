import Iceberg

/// Which snapshots of a table a client wants to see.
///
/// Source: Iceberg REST catalog specification, `loadTable`, the parameter `snapshots`.
enum SnapshotSelection: String {
    /// All that can be read.
    case all
    /// Those that a branch or tag names.
    case refs

    /// Reads the parameter.
    ///
    /// - Throws: ``Problem`` 400 for another selection.
    init(_ query: CatalogQuery) throws(Problem) {
        guard let selection = Self(rawValue: query["snapshots"]?.lowercased() ?? "all") else {
            throw .invalid("snapshots is all or refs.")
        }
        self = selection
    }

    /// The metadata with these snapshots.
    func metadata(of metadata: TableMetadata) -> TableMetadata {
        guard self == .refs else { return metadata }
        let named = Set(metadata.refs.values.map(\.snapshotID))
        var selected = metadata
        selected.snapshots.removeAll { !named.contains($0.snapshotID) }
        return selected
    }
}
