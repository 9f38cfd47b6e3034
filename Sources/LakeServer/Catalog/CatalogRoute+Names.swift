import LakeModel

/// The names of a path, which must be a tenant's and a table's to be there at all.
extension CatalogRoute {
    /// The namespace.
    ///
    /// - Throws: ``Problem`` 404 for a name that no namespace has, such as one of two levels.
    func tenant() throws(Problem) -> TenantID {
        guard let namespace, let tenant = try? TenantID(namespace) else { throw missing }
        return tenant
    }

    /// The table.
    ///
    /// - Throws: ``Problem`` 404 for a name that no table has.
    func table() throws(Problem) -> TableIdentifier {
        guard let object, let table = try? TableName(object) else { throw missing }
        return TableIdentifier(tenant: try tenant(), table: table)
    }
}
