import LakeModel

extension ConfigurationKey {
    static let auditPath = ConfigurationKey(
        path: "audit.path",
        fallback: nil,
        help: "A file for audit lines, or - for standard error; without it they go to the log."
    )

    static let tenantsPath = ConfigurationKey(
        path: "tenants.path",
        fallback: nil,
        help: "What is said about tenants: a JSON file of all, or a folder of <tenant>.json."
    )
    static let tenantsPoll = ConfigurationKey(
        path: "tenants.poll",
        fallback: "500ms",
        help: "How often the lake is asked whether something else is said about tenants."
    )
    static let tenantsUnknown = ConfigurationKey(
        path: "tenants.unknown",
        fallback: "provision",
        help: "What becomes of a tenant whose token counts and whom nobody entered: provision, "
            + "refuse."
    )
    static let tenantsEvents = ConfigurationKey(
        path: "tenants.events-per-second",
        fallback: "unlimited",
        help: "Events a second that a tenant may send to this server."
    )
    static let tenantsBytes = ConfigurationKey(
        path: "tenants.bytes-per-second",
        fallback: "unlimited",
        help: "Bytes of bodies a second that a tenant may send to this server."
    )
    static let tenantsBurst = ConfigurationKey(
        path: "tenants.burst-seconds",
        fallback: "\(TenantQuota.burstSecondsDefault)",
        help: "For how many seconds' worth a quiet tenant may exceed its rates."
    )
    static let tenantsOpenTables = ConfigurationKey(
        path: "tenants.open-tables",
        fallback: "unlimited",
        help: "Tables of a tenant whose rows may wait in memory at once."
    )
    static let tenantsRequest = ConfigurationKey(
        path: "tenants.request-bytes",
        fallback: "unlimited",
        help: "Bytes of one request's body that a tenant may send, up to limits.body."
    )

    /// The keys of tenants and of the audit.
    static let tenants = [
        tenantsPath, tenantsPoll, tenantsUnknown, tenantsEvents, tenantsBytes, tenantsBurst,
        tenantsOpenTables, tenantsRequest, auditPath,
    ]
}
