import LakeModel

/// Tables in line, served tenant by tenant: one with many tables does not hold up the others.
struct TenantTurns: Sendable {
    private var tables: [TenantID: ArraySlice<TableIdentifier>] = [:]
    private var tenants: ArraySlice<TenantID> = []

    /// Puts a table behind the others of its tenant.
    mutating func append(_ table: TableIdentifier) {
        if tables[table.tenant] == nil { tenants.append(table.tenant) }
        tables[table.tenant, default: []].append(table)
    }

    /// The next table of the tenant whose turn it is; nil when none is in line.
    mutating func popFirst() -> TableIdentifier? {
        guard let tenant = tenants.popFirst() else { return nil }
        let table = tables[tenant]?.popFirst()
        if tables[tenant]?.isEmpty == false {
            tenants.append(tenant)
        } else {
            tables[tenant] = nil
        }
        return table
    }
}
