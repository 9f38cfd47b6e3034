import Iceberg
import LakeModel

/// The answer to whoever loads a table.
///
/// Source: Iceberg REST catalog specification, `LoadTableResult`.
struct LoadTableResult {
    /// Where the metadata lies; nil while a table is only staged.
    let location: String?
    let metadata: TableMetadata
    let access: FileAccess.Grant

    var json: [UInt8] {
        var json = JSONWriter(capacity: 8192 + 1024 * metadata.snapshots.count)
        json.object { json in
            if let location { json.member("metadata-location", location) }
            json.name("metadata")
            metadata.write(to: &json)
            json.member("config", access.config)
            access.writeCredentials(to: &json)
        }
        return json.bytes
    }
}
