#if canImport(Glibc)
import Glibc
#endif

extension ObjectStoreRuntime {
    /// The machine's clocks, its random generator and the task's sleep.
    ///
    /// Named only where the program is composed; everything else is handed a runtime.
    public static let live = ObjectStoreRuntime(
        now: {
            let (seconds, nanoseconds) = read(CLOCK_REALTIME)
            return UnixTime(nanoseconds: seconds * 1_000_000_000 + nanoseconds)
        },
        uptime: {
            let (seconds, nanoseconds) = read(CLOCK_MONOTONIC)
            return .seconds(seconds) + .nanoseconds(nanoseconds)
        },
        random: { Double.random(in: 0..<1) },
        sleep: { duration in try? await Task.sleep(for: duration) }
    )

    private static func read(_ clock: clockid_t) -> (seconds: Int64, nanoseconds: Int64) {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return (Int64(time.tv_sec), Int64(time.tv_nsec))
    }
}
