/// Why a tenant's request was refused for what is known of the tenant: the labels of a counter.
///
/// By reason alone, since tenants are without number.
public enum TenantRefusal: String, Hashable, Sendable, CaseIterable {
    /// The tenant is suspended.
    case suspended = "tenant_suspended"
    /// The tenant is being erased, or was.
    case erased = "tenant_erased"
    /// Nobody entered the tenant, and unknown ones are refused.
    case unknownTenant = "unknown_tenant"
    /// The table is not among the tenant's.
    case tableNotAllowed = "table_not_allowed"
    /// The body is larger than this tenant may send.
    case requestTooLarge = "request_too_large"
    /// More events a second than it may send.
    case eventsQuota = "events_quota"
    /// More bytes a second than it may send.
    case bytesQuota = "bytes_quota"
    /// More tables open than it may have.
    case openTablesQuota = "open_tables_quota"
    /// More of the memory than its share.
    case share
    /// What is known of tenants could not be read yet.
    case registryUnread = "tenants_unread"

    /// What the client is told.
    var detail: String {
        switch self {
        case .suspended: "This tenant is suspended."
        case .erased: "This tenant's data was erased, or is being erased."
        case .unknownTenant: "This tenant is not entered here."
        case .tableNotAllowed: "This table is not among those that this tenant may use."
        case .requestTooLarge: "The body is larger than this tenant may send."
        case .eventsQuota: "This tenant sends more events a second than it may."
        case .bytesQuota: "This tenant sends more bytes a second than it may."
        case .openTablesQuota: "This tenant has more tables open than it may."
        case .share: "This tenant has more under way than its share."
        case .registryUnread: "Who may send is not known yet."
        }
    }
}
