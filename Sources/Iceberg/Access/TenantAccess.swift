public import LakeModel

/// What somebody may do with the objects of a tenant.
public enum TenantAccess: Hashable, Sendable {
    /// Read all that is the tenant's.
    case read
    /// Read and change one table of the tenant: for maintenance on an operator's behalf.
    ///
    /// One table and not all, because a rule for all of them needs a wildcard before the tenant's
    /// name, and such a rule would let a writer put objects into a neighbour's folders.
    case write(TableName)
}
