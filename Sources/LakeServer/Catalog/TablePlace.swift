import Iceberg
import LakeModel
import ObjectStorage

/// Where a table of somebody else's making must lie: its own folders of the lake.
///
/// Tenants' credentials open these and no others, and dropping a table removes what is in them: a
/// table that reached elsewhere could neither be read by its owner nor be removed.
struct TablePlace {
    let table: TableIdentifier
    let lake: LakeLocation

    /// The table's `location`.
    var location: String { lake.uri(LakeLocation.tableFolder(of: table)) }

    /// Checks the changes that somebody else makes to a table.
    ///
    /// - Throws: ``Problem`` 400 for one that leads out of its folders, that touches what the
    ///   writer keeps in the table, or that needs a format version which is not written here.
    func check(_ updates: [TableUpdate]) throws(Problem) {
        for update in updates {
            switch update {
            case .setLocation(let location): try checkLocation(location)
            case .setProperties(let properties): try check(properties)
            case .removeProperties(let names): try checkOwnership(names)
            case .addSnapshot(let snapshot): try checkManifestList(snapshot.manifestList)
            case .upgradeFormatVersion(let version): try checkFormatVersion(version)
            default: break
            }
        }
    }

    /// Checks a `location`.
    func checkLocation(_ uri: String) throws(Problem) {
        let trimmed = uri.hasSuffix("/") ? uri.dropLast() : uri[...]
        guard lake.key("\(trimmed)/_") == lake.key("\(location)/_") else {
            throw .invalid("This table lies at \(location) and nowhere else; leave location out.")
        }
    }

    /// Checks properties that are set.
    func check(_ properties: [String: String]) throws(Problem) {
        try checkOwnership(properties.keys)
        let pathNames = ["write.data.path", "write.metadata.path", "write.folder-storage.path"]
        for name in pathNames {
            guard let path = properties[name] else { continue }
            // The event table's folder too: writers append the partition's, the tenant's first.
            let isShared = path == lake.uri(table.table.name)
            guard isShared || isInside(path) else {
                throw .invalid("\(name) leads out of the table's folders; leave it out.")
            }
        }
        // It puts folders in front of the tenant's, where neither its owner nor expiry looks.
        guard properties["write.object-storage.enabled"]?.lowercased() != "true" else {
            throw .invalid("write.object-storage.enabled leads out of the table's folders.")
        }
        if let version = properties["format-version"] {
            guard let version = Int(version) else {
                throw .invalid("format-version is no number.")
            }
            try checkFormatVersion(version)
        }
    }

    /// What the writer keeps in a table is what makes every event be in it once.
    private func checkOwnership(_ names: some Sequence<String>) throws(Problem) {
        guard !names.contains(where: { $0.hasPrefix("lakewriter.") }) else {
            throw .invalid("Properties that begin with lakewriter. are the writer's own.")
        }
    }

    private func checkManifestList(_ uri: String) throws(Problem) {
        guard isInside(uri) else {
            throw .invalid("A snapshot's manifest list lies in the table's folders.")
        }
    }

    private func checkFormatVersion(_ version: Int) throws(Problem) {
        guard version == 2 else { throw .invalid("Tables here have format version 2.") }
    }

    private func isInside(_ uri: String) -> Bool {
        let trimmed = uri.hasSuffix("/") ? uri.dropLast() : uri[...]
        guard let key = lake.key("\(trimmed)/_") else { return false }
        let folders = [LakeLocation.tableFolder(of: table), LakeLocation.dataFolder(of: table)]
        return folders.contains { key.description.hasPrefix($0 + "/") }
    }
}
