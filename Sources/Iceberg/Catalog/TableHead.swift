/// What a table is at its newest version.
enum TableHead: Hashable, Sendable {
    /// There never was such a table.
    case absent
    /// It was dropped.
    case dropped(MetadataVersion, Tombstone)
    /// It is there.
    case table(MetadataVersion, CatalogTable)
}
