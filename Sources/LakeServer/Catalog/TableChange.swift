import Iceberg
import LakeModel

/// What a client wants changed in one table, and what must hold for it.
///
/// Source: Iceberg REST catalog specification, `CommitTableRequest`.
struct TableChange {
    /// The table, where the body names it.
    let identifier: TableIdentifier?
    let requirements: [TableRequirement]
    let updates: [TableUpdate]

    /// Reads a request.
    ///
    /// - Throws: ``CatalogError`` `.invalidRequest`, also for requirements and updates that are
    ///   not known.
    init(_ body: JSONNode) throws(CatalogError) {
        do throws(CatalogError) {
            identifier =
                try body.optional("identifier").map { node throws(CatalogError) in
                    try Self.identifier(node)
                }
            requirements = try body.required("requirements")
                .elements { node throws(CatalogError) in try TableRequirement(node) }
            updates = try body.required("updates")
                .elements { node throws(CatalogError) in try TableUpdate(node) }
        } catch {
            throw error.asRequest
        }
    }

    /// Whether the table is to be made by this change: the end of a staged creation.
    var isCreation: Bool { requirements.contains(.assertCreate) }

    private static func identifier(_ node: JSONNode) throws(CatalogError) -> TableIdentifier {
        let levels = try node.required("namespace").elements { node throws(CatalogError) in
            try node.text()
        }
        let name = try node.required("name").text()
        guard levels.count == 1, let tenant = try? TenantID(levels[0]),
            let table = try? TableName(name)
        else { throw CatalogError(.noSuchTable, "there is no table of such a name") }
        return TableIdentifier(tenant: tenant, table: table)
    }
}
