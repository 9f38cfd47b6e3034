/// So many units a second, and a burst: a value that is told the time.
///
/// Within any time *t* it lets through at most `rate × t + burst` units, and one charge more where a
/// single one is larger than the burst or is only known afterwards: that one leaves a debt, which is
/// paid off before the next. Counted in billionths of a unit, so that nothing is ever rounded away.
package struct TokenBucket: Hashable, Sendable {
    private static let scale: Int128 = 1_000_000_000

    /// Units a second.
    package private(set) var rate: Int
    /// Units that a bucket holds which nothing was taken from for long.
    package private(set) var burst: Int
    /// Billionths of units; below zero there is a debt.
    private var level: Int128
    /// When the level was true, in nanoseconds.
    private var nanoseconds: Int64

    /// Creates a full bucket.
    ///
    /// - Parameters:
    ///   - rate: units a second, at least 1.
    ///   - burstSeconds: how many seconds' worth it holds, at least 1.
    ///   - now: the time, since a fixed moment.
    package init(rate: Int, burstSeconds: Int, now: Duration) {
        precondition(rate > 0 && burstSeconds > 0, "a bucket holds something")
        self.rate = rate
        burst = Self.burst(rate, burstSeconds)
        level = Int128(burst) * Self.scale
        nanoseconds = Self.nanoseconds(now)
    }

    /// Whether nothing is missing.
    package mutating func isFull(at now: Duration) -> Bool {
        refill(now)
        return level == Int128(burst) * Self.scale
    }

    /// How long it takes until so many units can be had; nil: they can be had now.
    ///
    /// More than the burst can never be had at once: that much is let through when the bucket is
    /// full.
    package mutating func wait(for units: Int, at now: Duration) -> Duration? {
        refill(now)
        let missing = Int128(min(max(units, 1), burst)) * Self.scale - level
        guard missing > 0 else { return nil }
        let wait = (missing + Int128(rate) - 1) / Int128(rate)
        return .nanoseconds(Int64(clamping: wait))
    }

    /// Takes units out, whether they are there or not.
    package mutating func take(_ units: Int, at now: Duration) {
        refill(now)
        level = max(level - Int128(units) * Self.scale, -Self.debtMax)
    }

    /// Takes out what was taken too little, or, below zero, puts back what was taken too much.
    package mutating func settle(_ units: Int, at now: Duration) {
        take(units, at: now)
        level = min(level, Int128(burst) * Self.scale)
    }

    /// Gives the bucket another rate; what is in it stays, up to the new burst.
    package mutating func change(rate: Int, burstSeconds: Int, at now: Duration) {
        refill(now)
        self.rate = rate
        burst = Self.burst(rate, burstSeconds)
        level = min(level, Int128(burst) * Self.scale)
    }

    /// Whether this is its rate and its burst.
    package func holds(rate: Int, burstSeconds: Int) -> Bool {
        self.rate == rate && burst == Self.burst(rate, burstSeconds)
    }

    /// Adds what time has brought; a clock that goes back brings nothing until it has caught up.
    private mutating func refill(_ now: Duration) {
        let now = Self.nanoseconds(now)
        guard now > nanoseconds else { return }
        let earned = Int128(now - nanoseconds) * Int128(rate)
        nanoseconds = now
        level = min(level + earned, Int128(burst) * Self.scale)
    }

    /// Far more than a server can take in a year, and far from where numbers end.
    private static let debtMax: Int128 = 1 << 100

    private static func burst(_ rate: Int, _ seconds: Int) -> Int {
        let (units, overflow) = rate.multipliedReportingOverflow(by: seconds)
        return overflow ? .max : units
    }

    private static func nanoseconds(_ time: Duration) -> Int64 {
        let (seconds, attoseconds) = time.components
        return seconds &* 1_000_000_000 &+ attoseconds / 1_000_000_000
    }
}
