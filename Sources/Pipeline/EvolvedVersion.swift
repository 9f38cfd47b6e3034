import LakeModel

/// The schema of a tenant's table that has columns of its own, as it was kept last.
struct EvolvedVersion {
    let version: SchemaVersion
    let number: Int

    init(_ archived: ArchivedSchema) throws(SchemaError) {
        let schema = try SchemaParser.parse(
            archived.bytes,
            file: "\(archived.table).json",
            isKept: true
        )
        version = SchemaVersion(schema: schema, file: archived.bytes)
        number = archived.number
    }

    init(_ schema: TableSchema, number: Int) {
        version = SchemaVersion(schema: schema)
        self.number = number
    }
}
