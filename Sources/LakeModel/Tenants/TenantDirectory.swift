/// What one source says about tenants: a file, a folder, the object in the store, or all of them
/// put together.
///
/// As JSON, every member optional:
///
///     {"format": 1, "unknown": "provision" | "refuse",
///      "defaults": RECORD, "tenants": {"acme": RECORD, …}}
///
/// A record, every member optional:
///
///     {"state": "active" | "suspended" | "erasing" | "erased",
///      "events-per-second": LIMIT, "bytes-per-second": LIMIT, "burst-seconds": 1…3600,
///      "open-tables": LIMIT, "request-bytes": LIMIT, "tables": ["clicks", …],
///      "retention": {"days": LIMIT, "tables": {"clicks": LIMIT, …}},
///      "kms-key": "arn:…", "note": "…"}
///
/// A limit is a whole number from 1 on, or `"unlimited"`, which lifts what a source below says. The
/// defaults have no state. Anything else is an error: a misspelt quota would not be one.
public struct TenantDirectory: Hashable, Sendable {
    /// What becomes of tenants that no source names; nil: nothing is said.
    public var unknown: UnknownTenants?
    /// What holds for every tenant about which nothing else is said.
    public var defaults: TenantRecord
    /// What is said about single tenants.
    public var tenants: [TenantID: TenantRecord]

    /// The version of the format, and the only one that is read.
    ///
    /// A program that adds a member raises it, so that an older one refuses the file instead of
    /// passing over a limit it does not know.
    public static let formatVersion = 1
    /// The most bytes of one file or object: a hundred thousand tenants with a word about each.
    public static let sizeMax = 32 << 20

    /// Creates a directory; nothing is said about what is not given.
    public init(
        unknown: UnknownTenants? = nil,
        defaults: TenantRecord = TenantRecord(),
        tenants: [TenantID: TenantRecord] = [:]
    ) {
        self.unknown = unknown
        self.defaults = defaults
        self.tenants = tenants
    }

    /// This directory where `upper` says nothing, and `upper` where it does.
    ///
    /// A tenant's own record is above the defaults of either: what is said about it alone counts,
    /// wherever it is said.
    public func overlaid(by upper: TenantDirectory) -> TenantDirectory {
        TenantDirectory(
            unknown: upper.unknown ?? unknown,
            defaults: defaults.overlaid(by: upper.defaults),
            tenants: tenants.merging(upper.tenants) { $0.overlaid(by: $1) }
        )
    }

    /// All that holds for a tenant: its own record over the defaults; nil: it is not known, and
    /// unknown tenants are refused.
    public func record(of tenant: TenantID) -> TenantRecord? {
        if let own = tenants[tenant] { return defaults.overlaid(by: own) }
        return unknown == .refuse ? nil : defaults
    }
}
