/// How patient a ``TenantErasure`` is.
public struct ErasureSettings: Hashable, Sendable {
    /// How long is waited before each listing behind the first; 5 seconds.
    ///
    /// What a server had under way when it heard of the erasure arrives within it: at most a put
    /// and a commit.
    public var settle: Duration
    /// How often is swept and listed before it is given up; 100.
    ///
    /// Only somebody who goes on writing makes that many necessary.
    public var roundsMax: Int

    /// Creates settings.
    public init(settle: Duration = .seconds(5), roundsMax: Int = 100) {
        self.settle = settle
        self.roundsMax = roundsMax
    }
}
