import LakeModel

/// What ends a write: the tenant is being erased.
struct VoidedTenant: Error {
    let tenant: TenantID
}

extension Components {
    /// Throws where nothing of the tenant may be written any more.
    func checkNotVoid(_ tenant: TenantID) throws {
        if isVoid(tenant) { throw VoidedTenant(tenant: tenant) }
    }
}
