/// How a ``PartitionRetention`` works.
public struct RetentionSettings: Hashable, Sendable {
    /// Whether nothing is dropped, and only said what would be.
    public var isDryRun: Bool
    /// How often a commit is tried that others were quicker than; 16.
    public var attemptsMax: Int

    /// Creates settings.
    public init(isDryRun: Bool = false, attemptsMax: Int = 16) {
        self.isDryRun = isDryRun
        self.attemptsMax = attemptsMax
    }
}
