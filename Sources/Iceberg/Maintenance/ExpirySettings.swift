/// What ``TableExpiry`` removes.
public struct ExpirySettings: Hashable, Sendable {
    /// Snapshots older than this are removed; 5 days, as Iceberg's
    /// `history.expire.max-snapshot-age-ms`.
    public var snapshotAgeMax: Duration = .seconds(5 * 86_400)
    /// How many of the newest snapshots stay, whatever their age; 1.
    public var snapshotsMin = 1
    /// Files that nothing leads to are removed when they are older than this; 3 days.
    ///
    /// Younger ones may be on their way into the table. Never less than ``orphanAgeMin``.
    public var orphanAge: Duration = .seconds(3 * 86_400)
    /// Whether data files are removed as well that no snapshot is known to have led to.
    ///
    /// False: they may be older than the table, or be another catalog's. Files that the removed
    /// snapshots led to are removed in any case.
    public var removesOrphans = false
    /// Whether nothing is removed and only said what would be.
    public var isDryRun = false

    /// The least ``orphanAge``: an upload and its commit take less, and a reader that has planned
    /// its scan is done.
    public static let orphanAgeMin: Duration = .seconds(3600)

    /// Creates the defaults.
    public init() {}
}
