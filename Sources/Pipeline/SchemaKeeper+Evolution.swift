package import LakeModel

extension SchemaKeeper {
    /// Decodes a tenant's events with columns of its own from now on, behind those that the schema
    /// file names.
    ///
    /// The version is archived first: records of the log will name it.
    ///
    /// - Parameters:
    ///   - columns: all columns that were added for fields of the tenant's events.
    ///   - table: the tenant's table.
    /// - Throws: what the archive answered.
    package func install(columns: [Field], of table: TableIdentifier) throws {
        guard let declared = catalog[table.table]?.schema else { return }
        let schema = declared.adding(evolved: columns)
        let last = evolved[table]
        if let last, last.version.schema == schema {
            return catalog.install(last.version, for: table)
        }
        let next = EvolvedVersion(schema, number: (last?.number ?? 0) + 1)
        try archive.keep(
            ArchivedSchema(
                table: table.table,
                tenant: table.tenant,
                number: next.number,
                bytes: schema.file
            )
        )
        evolved[table] = next
        catalog.install(next.version, for: table)
    }

    /// Brings a tenant's version to what the table's file says by now.
    func installEvolved(_ table: TableIdentifier) throws {
        guard let last = evolved[table] else { return }
        try install(columns: last.version.schema.evolvedFields, of: table)
    }
}
