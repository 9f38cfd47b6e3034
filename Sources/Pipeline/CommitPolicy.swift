/// When files that are in the lake are committed to their tables, and how many at once.
public struct CommitPolicy: Hashable, Sendable {
    /// How long a table waits for more files, from the first one on, before they are committed
    /// together.
    ///
    /// Default: zero, which commits every flush by itself. A commit is four requests whatever it
    /// holds: with many small tenants, an interval of some flushes divides their cost.
    public var interval: Duration
    /// Tables that are committed to at once; each has one commit under way at a time.
    ///
    /// Default: 16: enough to hide a store's latency, and few enough to leave it to the files.
    public var commitsMax: Int
    /// Generations in one commit; what has gathered beyond is the next one's.
    ///
    /// Default: 256. The table remembers their names until the log has recorded the commit.
    public var generationsMax: Int
    /// Files in one commit, or those of one generation where it has more.
    ///
    /// Default: 1,000, whose descriptions and manifest are some megabytes.
    public var filesMax: Int
    /// Files whose descriptions are kept in memory until their commit; of more than these, they
    /// are read from the files again.
    ///
    /// Default: 10,000, at most some tens of megabytes: a catalog that is away for hours costs
    /// disk, not memory.
    public var describedFilesMax: Int

    /// Creates a policy; see each property for its default.
    public init(
        interval: Duration = .zero,
        commitsMax: Int = 16,
        generationsMax: Int = 256,
        filesMax: Int = 1000,
        describedFilesMax: Int = 10_000
    ) {
        self.interval = interval
        self.commitsMax = commitsMax
        self.generationsMax = generationsMax
        self.filesMax = filesMax
        self.describedFilesMax = describedFilesMax
    }
}
