import LakeModel
import Pipeline

extension SchemaVersion {
    /// The version of a table that a schema file's text describes.
    static func parse(
        _ text: String,
        table: String,
        remembering earlier: TableSchema? = nil
    ) throws -> SchemaVersion {
        let bytes = Array(text.utf8)
        return SchemaVersion(
            schema: try SchemaParser.parse(bytes, file: "\(table).json", remembering: earlier),
            file: bytes
        )
    }
}

/// The schemas that the tests of the writer use.
enum Tables {
    /// `{"id", "at", "value"}`, of a name.
    static func plain(_ table: String) throws -> SchemaVersion {
        try .parse(text(table, more: ""), table: table)
    }

    /// The same with one more column.
    static func widened(_ table: String) throws -> SchemaVersion {
        try .parse(
            text(table, more: #", "note": {"type": "string"}"#),
            table: table,
            remembering: plain(table).schema
        )
    }

    /// `clicks` and `sales`.
    static func both() throws -> SchemaCatalog {
        SchemaCatalog(current: [try plain("clicks"), try plain("sales")])
    }

    private static func text(_ table: String, more: String) -> String {
        """
        {"title": "\(table)", "type": "object", "x-event-id": "id", "x-event-time": "at",
         "properties": {"id": {"type": "string"}, "at": {"type": "integer", "x-time": "epoch-s"},
                        "value": {"type": "integer"}\(more)}}
        """
    }
}
