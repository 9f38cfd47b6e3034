public import LakeModel

/// Events that were not written because their tenant is being erased.
public struct VoidedEvents: Hashable, Sendable {
    /// Whose they were.
    public let tenant: TenantID
    /// How many files they would have become, at least.
    public let generations: Int
    /// How many there were, rejected ones counted; requests that were decoding are not.
    public let rows: Int

    /// Creates a count.
    public init(tenant: TenantID, generations: Int, rows: Int) {
        self.tenant = tenant
        self.generations = generations
        self.rows = rows
    }
}
