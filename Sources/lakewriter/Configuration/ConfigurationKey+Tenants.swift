extension ConfigurationKey {
    static let auditPath = ConfigurationKey(
        path: "audit.path",
        fallback: nil,
        help: "A file for audit lines, or - for standard error; without it they go to the log."
    )

    /// The keys of tenants and of the audit.
    static let tenants = [auditPath]
}
