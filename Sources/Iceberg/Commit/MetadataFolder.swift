import ObjectStorage

/// Where a table's manifests and manifest lists are written.
struct MetadataFolder: Hashable, Sendable {
    /// The folder's URI, without a slash at its end.
    let uri: String
    /// The same as a path of the store.
    let path: String

    /// Whether it is where the lake's own catalog puts the metadata itself.
    let isOwn: Bool

    /// The folder `metadata` of the table's location, or, where that lies outside the store, of
    /// the place where the lake would have had it: a manifest list may name files anywhere.
    init(of table: CatalogTable, in lake: LakeLocation) {
        let uri = "\(table.metadata.location)/metadata"
        if let key = lake.key(uri) {
            self.uri = uri
            path = key.path
        } else {
            path = LakeLocation.metadataFolder(of: table.identifier)
            self.uri = lake.uri(path)
        }
        isOwn = path == LakeLocation.metadataFolder(of: table.identifier)
    }

    /// The URI of a file in it.
    func uri(_ name: String) -> String { "\(uri)/\(name)" }

    /// The key of a file in it.
    func key(_ name: String) -> ObjectKey { ObjectKey("\(path)/\(name)") }
}
