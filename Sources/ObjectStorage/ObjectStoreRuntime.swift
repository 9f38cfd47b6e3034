/// What a store takes from the world besides its files and sockets: time, chance, and patience.
///
/// Everything in it is injected, so that a test can turn a day of retries into a value.
public struct ObjectStoreRuntime: Sendable {
    /// Reads the wall clock: what signatures and credentials' expiry go by.
    public let now: @Sendable () -> UnixTime
    /// Reads a clock that never jumps, from any beginning: what budgets of time go by.
    public let uptime: @Sendable () -> Duration
    /// Draws a number from `0..<1`: what spreads retries.
    public let random: @Sendable () -> Double
    /// Waits; returns early when the task is cancelled.
    public let sleep: @Sendable (Duration) async -> Void

    /// Creates a runtime of its parts.
    public init(
        now: @escaping @Sendable () -> UnixTime,
        uptime: @escaping @Sendable () -> Duration,
        random: @escaping @Sendable () -> Double,
        sleep: @escaping @Sendable (Duration) async -> Void
    ) {
        self.now = now
        self.uptime = uptime
        self.random = random
        self.sleep = sleep
    }
}
