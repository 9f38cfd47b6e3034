/// How patiently a failed request is tried again.
public struct RetrySettings: Hashable, Sendable {
    /// How often a request is sent in all; 6.
    public var attemptsMax: Int
    /// The most that the first pause may take; 100 ms.
    ///
    /// Each further one may take twice as long.
    public var delayBase: Duration
    /// The most that any pause may take; 10 seconds.
    ///
    /// A store's `Retry-After` may ask for more.
    public var delayMax: Duration
    /// After how long nothing is tried again, from the first try on; 2 minutes.
    public var elapsedMax: Duration

    /// Creates settings.
    public init(
        attemptsMax: Int = 6,
        delayBase: Duration = .milliseconds(100),
        delayMax: Duration = .seconds(10),
        elapsedMax: Duration = .seconds(120)
    ) {
        self.attemptsMax = attemptsMax
        self.delayBase = delayBase
        self.delayMax = delayMax
        self.elapsedMax = elapsedMax
    }

    /// Never tries again.
    public static let never = RetrySettings(attemptsMax: 1)
}
