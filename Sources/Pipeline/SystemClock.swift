#if canImport(Glibc)
import Glibc
#endif

/// The machine's own clocks.
public struct SystemClock: PipelineClock {
    private let start = ContinuousClock.now

    /// Creates the clock; ``uptime()`` counts from here.
    public init() {}

    /// The wall clock, in microseconds since 1970.
    public func wallTimeMicroseconds() -> Int64 {
        var now = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
    }

    /// Time since the clock was made, sleep of the machine included.
    public func uptime() -> Duration {
        start.duration(to: .now)
    }

    /// Returns when `duration` has passed.
    public func sleep(for duration: Duration) async throws {
        try await Task.sleep(for: duration)
    }
}
