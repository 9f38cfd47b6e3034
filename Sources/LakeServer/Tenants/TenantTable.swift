import LakeModel

/// What holds for each tenant, put together once and looked up often.
struct TenantTable: Sendable {
    /// How many records stand in each state; tenants that nobody entered are not counted.
    let counts: [TenantState: Int]
    private let records: [TenantID: TenantRecord]
    /// What holds for tenants that nobody entered; nil: they are refused.
    private let stranger: TenantRecord?

    /// Puts a directory together.
    init(_ directory: TenantDirectory) {
        let defaults = directory.defaults
        records = directory.tenants.mapValues { defaults.overlaid(by: $0) }
        stranger = directory.unknown == .refuse ? nil : defaults
        counts = records.values.reduce(into: [:]) { $0[$1.state, default: 0] += 1 }
    }

    /// All that holds for a tenant; nil: it is refused.
    func record(of tenant: TenantID) -> TenantRecord? { records[tenant] ?? stranger }
}
