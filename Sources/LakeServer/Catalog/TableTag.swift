import Crypto
import Iceberg

/// The entity tag of a table's metadata as it is answered: another one for every version and
/// selection of snapshots.
///
/// Source: RFC 9110 sections 8.8.3 and 13.1.2; Iceberg REST catalog specification, `etag`.
struct TableTag {
    private let text: String

    init(_ table: CatalogTable, _ selection: SnapshotSelection) {
        // A version's location is never given again while it can be read; the uuid says whose.
        let version = "\(selection.rawValue) \(table.metadata.tableUUID) \(table.metadataLocation)"
        let digest = SHA256.hash(data: Array(version.utf8))
        text = "\"\(Base64URL.encode(digest.prefix(18)))\""
    }

    /// The header that carries it.
    var header: Problem.Header { .init(name: "ETag", value: text) }

    /// Whether the values of `If-None-Match` name it, weakly or not.
    func isAmong(_ values: [String]) -> Bool {
        values.contains { value in
            value.split(separator: ",").contains { candidate in
                let tag = candidate.drop { $0 == " " || $0 == "\t" }
                return (tag.hasPrefix("W/") ? tag.dropFirst(2) : tag).prefix(text.count) == text
            }
        }
    }
}
