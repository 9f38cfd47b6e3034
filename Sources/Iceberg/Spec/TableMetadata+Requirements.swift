extension TableMetadata {
    /// Checks that what a commit requires holds of this table.
    ///
    /// - Throws: ``CatalogError`` `.commitFailed` for the first requirement that does not hold.
    public func check(_ requirements: [TableRequirement]) throws(CatalogError) {
        for requirement in requirements {
            if let reason = failure(of: requirement) {
                throw CatalogError(.commitFailed, "a requirement does not hold: \(reason)")
            }
        }
    }

    /// Checks that what a commit requires holds where there is no table: only `assert-create` and
    /// the assertions that nothing was added meanwhile do.
    ///
    /// - Throws: ``CatalogError`` `.noSuchTable` for the first requirement that does not hold.
    public static func checkAbsent(_ requirements: [TableRequirement]) throws(CatalogError) {
        for requirement in requirements {
            switch requirement {
            case .assertCreate, .assertLastAssignedFieldID, .assertLastAssignedPartitionID,
                .assertRefSnapshotID(_, nil):
                continue
            case .assertTableUUID, .assertRefSnapshotID, .assertCurrentSchemaID,
                .assertDefaultSpecID, .assertDefaultSortOrderID:
                throw CatalogError(.noSuchTable, "the commit requires a table that is not there")
            }
        }
    }

    private func failure(of requirement: TableRequirement) -> String? {
        switch requirement {
        case .assertCreate:
            return "the table is there already"
        case .assertTableUUID(let uuid):
            // Some writers print the digits of a UUID in upper case.
            return uuid.lowercased() == tableUUID.lowercased()
                ? nil : "the table is \(tableUUID), not \(uuid)"
        case .assertRefSnapshotID(let name, let expected):
            let found = refs[name]?.snapshotID
            return found == expected
                ? nil
                : "'\(name)' is \(found.map { "the snapshot \($0)" } ?? "not there"), and was to be"
                    + " \(expected.map { "\($0)" } ?? "absent")"
        case .assertLastAssignedFieldID(let id):
            return difference("the last column id", lastColumnID, id)
        case .assertCurrentSchemaID(let id):
            return difference("the current schema", currentSchemaID, id)
        case .assertLastAssignedPartitionID(let id):
            return difference("the last partition field id", lastPartitionID, id)
        case .assertDefaultSpecID(let id):
            return difference("the default partition spec", defaultSpecID, id)
        case .assertDefaultSortOrderID(let id):
            return difference("the default sort order", defaultSortOrderID, id)
        }
    }

    private func difference(_ what: String, _ found: Int32, _ expected: Int32) -> String? {
        found == expected ? nil : "\(what) is \(found), not \(expected)"
    }
}
