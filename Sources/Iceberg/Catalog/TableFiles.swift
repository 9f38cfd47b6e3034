import LakeModel
import ObjectStorage

/// The files that a table's metadata names, as far as they lie in the table's own folders.
///
/// Metadata comes from whoever may commit: a path in it that leads to another table, another
/// tenant or another bucket is not the table's to remove.
struct TableFiles {
    private let folders: [String]
    private let lake: LakeLocation
    private var noted: Set<ObjectKey> = []

    /// The files of the metadata's own that were noted.
    var metadata: [ObjectKey] { noted.sorted() }

    /// Creates the files of a table whose metadata was not read yet.
    init(table: TableIdentifier, lake: LakeLocation) {
        folders = [
            "\(LakeLocation.dataFolder(of: table))/", "\(LakeLocation.tableFolder(of: table))/",
        ]
        self.lake = lake
    }

    /// The key of a file; nil when it lies outside the table's folders.
    func key(_ uri: String) -> ObjectKey? {
        guard let key = lake.key(uri), folders.contains(where: { key.path.hasPrefix($0) }) else {
            return nil
        }
        return key
    }

    /// Notes a file of the metadata; nil when it was noted before, or lies outside.
    mutating func note(_ uri: String) -> ObjectKey? {
        guard let key = key(uri), noted.insert(key).inserted else { return nil }
        return key
    }
}
