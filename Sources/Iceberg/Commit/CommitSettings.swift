/// How commits are made.
public struct CommitSettings: Hashable, Sendable {
    /// Into how many snapshots a table's history is cut at each commit; nil: nothing is removed.
    ///
    /// The default, 100, keeps `metadata.json` small at any number of commits. nil is for catalogs
    /// that expire snapshots themselves.
    public var snapshotsMax: Int? = 100
    /// How many snapshots remain as long as they are young: those of the last quarter of an hour, where
    /// commits are not so many that this would win only a minute or two.
    ///
    /// 1,000 by default, which is 900 KB of `metadata.json`.
    public var youngSnapshotsMax = 1000
    /// How many calls that wait for the same table are committed together at most, a snapshot each.
    ///
    /// 64 by default: below ``snapshotsMax``, and few enough for a try that loses a race, which
    /// writes as many manifest lists anew. Never more than ``snapshotsMax``.
    public var groupMax = 64
    /// How many manifests of about the same size become one.
    ///
    /// The default, 32, leaves some 70 manifests after 10,000 commits, and has written each entry
    /// three times by then.
    public var mergeFanIn = 32
    /// How large a merged manifest may become; one of more than half of that is left as it is.
    ///
    /// 8 MiB, as `commit.manifest.target-size-bytes` is by default.
    public var manifestSizeBytesMax = 8 << 20
    /// How much memory the tables as they were last committed may take.
    public var cacheBytesMax = 64 << 20
    /// How much memory the manifests that will be merged soon may take.
    public var manifestCacheBytesMax = 32 << 20
    /// How often a commit is tried against a newer base before its caller is told.
    ///
    /// 64: of eight writers that race without pause, each wins one try in eight.
    public var attemptsMax = 64
    /// The longest pause after the first lost race; it doubles with each further one, up to a
    /// second, and each pause is a random part of it.
    public var pauseAfterConflict: Duration = .milliseconds(20)

    /// Creates the defaults.
    public init() {}

    /// Which snapshots remain; nil: all of them.
    var retention: SnapshotRetention? {
        snapshotsMax.map { SnapshotRetention(countMin: $0, countMax: youngSnapshotsMax) }
    }
}
