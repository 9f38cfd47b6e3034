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

    /// Takes a table out of the line, if it is in it.
    mutating func remove(_ table: TableIdentifier) {
        guard tables[table.tenant]?.contains(table) == true else { return }
        tables[table.tenant]?.removeAll { $0 == table }
        guard tables[table.tenant]?.isEmpty == true else { return }
        tables[table.tenant] = nil
        tenants.removeAll { $0 == table.tenant }
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
