import LakeModel

extension AuditActor {
    /// Who a verified credential says somebody is.
    init(_ principal: Principal) {
        if principal.isAdmin {
            self = .admin
        } else if let tenant = principal.tenant {
            self = .tenant(tenant)
        } else {
            self = .unknown
        }
    }
}
