public import LakeModel

/// How the registry is doing, for metrics and for the operator.
public struct TenantReport: Hashable, Sendable {
    /// Tenants that somebody entered, by state.
    public let counts: [TenantState: Int]
    /// How long ago the store's object was last found as it is known; nil: never since the start.
    public let storeAge: Duration?
    /// What is wrong with the operator's file, while something is.
    public let fileComplaint: String?
    /// What is wrong with the store's object, or with the store, while something is.
    public let storeComplaint: String?
}
