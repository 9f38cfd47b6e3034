public import ObjectStorage

/// How an ``ObjectStoreCatalog`` works.
public struct CatalogSettings: Hashable, Sendable {
    /// Whether this process alone writes to the catalog; false.
    ///
    /// For stores that do not heed the conditions of a put, which ``StoreProbe`` finds out. Nobody
    /// but the operator can know that there is no second writer: with one, commits are lost.
    public var isSingleWriter: Bool
    /// How long a version of a table's metadata stays at least, once it is no longer among the
    /// ones that ``previousVersionsMax`` names; 1 hour.
    ///
    /// Far more than ``baseAgeMax``: whoever still works on a version must find its successor.
    public var retention: Duration
    /// How many earlier versions a table's metadata names, and keeps; 100, as Iceberg's
    /// `write.metadata.previous-versions-max`.
    public var previousVersionsMax: Int
    /// How old a caller's knowledge of a table may be for a commit upon it; 5 minutes.
    ///
    /// An older one is loaded anew before the commit.
    public var baseAgeMax: Duration
    /// How patiently a commit is tried again that others were quicker than.
    ///
    /// Up to 32 times within a minute, pauses growing to a second: a race of eight lets each of
    /// them through within a few tries.
    public var races: RetrySettings

    /// Creates settings.
    public init(
        isSingleWriter: Bool = false,
        retention: Duration = .seconds(3600),
        previousVersionsMax: Int = 100,
        baseAgeMax: Duration = .seconds(300),
        races: RetrySettings = RetrySettings(
            attemptsMax: 32,
            delayBase: .milliseconds(10),
            delayMax: .seconds(1),
            elapsedMax: .seconds(60)
        )
    ) {
        self.isSingleWriter = isSingleWriter
        self.retention = retention
        self.previousVersionsMax = previousVersionsMax
        self.baseAgeMax = baseAgeMax
        self.races = races
    }
}
