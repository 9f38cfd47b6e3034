public import LakeModel

/// Who sends a request, as a verified credential says.
public struct Principal: Hashable, Sendable {
    /// Whose events these are; nil only for an operator's token that names no tenant.
    public let tenant: TenantID?
    /// Whether this is an operator.
    public let isAdmin: Bool

    private init(tenant: TenantID?, isAdmin: Bool) {
        self.tenant = tenant
        self.isAdmin = isAdmin
    }

    /// A tenant.
    public static func tenant(_ tenant: TenantID) -> Principal {
        Principal(tenant: tenant, isAdmin: false)
    }

    /// An operator, who may act for a tenant.
    public static func admin(actingFor tenant: TenantID? = nil) -> Principal {
        Principal(tenant: tenant, isAdmin: true)
    }
}
