public import LakeModel

extension TableCommitter {
    /// Which of these units a table says it has been given, without a look at any file.
    ///
    /// For units whose files cannot be described any more: a compaction has put others in their
    /// place, and expiry has removed them. What this does not tell may be in the table all the
    /// same; ``commit(_:to:schema:)`` finds out.
    ///
    /// - Parameters:
    ///   - names: the units' names.
    ///   - table: which table; one that is not there has no units.
    /// - Returns: those that the table names, or that a snapshot of its current branch added.
    /// - Throws: ``CatalogError`` when the table cannot be loaded.
    public func committed(
        _ names: [String],
        in table: TableIdentifier
    ) async throws(CatalogError) -> Set<String> {
        let metadata: TableMetadata
        if let base = remembered(table) {
            metadata = base.metadata
        } else {
            do throws(CatalogError) {
                metadata = try await catalog.loadTable(table).metadata
            } catch  where error.code == .noSuchTable || error.code == .noSuchNamespace {
                return []
            }
        }
        let property = metadata.properties[WriterProgress.propertyName(ofLog: writer.log)]
        let named = property.flatMap(WriterProgress.init(property:))?.names ?? []
        return metadata.committedNames.union(named).intersection(names)
    }
}
