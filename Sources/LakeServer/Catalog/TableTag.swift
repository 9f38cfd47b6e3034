import Crypto
import Iceberg

/// The entity tag of a table's metadata as it is answered: another one for every version and
/// selection of snapshots, and for every way to its files.
///
/// Credentials are part of it: whoever asks again with the tag of an answer is told 304 only while
/// the credentials of that answer are those that would be handed out now, and never keeps ones that
/// have run out.
/// Source: RFC 9110 sections 8.8.3 and 13.1.2; Iceberg REST catalog specification, `etag`.
struct TableTag {
    private let text: String

    init(
        _ table: CatalogTable,
        _ selection: SnapshotSelection,
        _ access: FileAccess.Grant = .init()
    ) {
        // A version's location is never given again while it can be read; the uuid says whose.
        var version =
            "\(selection.rawValue) \(table.metadata.tableUUID) \(table.metadataLocation)"
        // A session's key id is its name; its secrets are not needed, and go nowhere.
        let secrets = ["s3.secret-access-key", "s3.session-token"]
        for (name, value) in access.config.sorted(by: { $0.key < $1.key })
        where !secrets.contains(name) {
            version += "\n\(name)=\(value)"
        }
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
