import Pipeline
import Synchronization

/// Time that passes when a test says so; sleeping takes next to none.
final class ManualClock: PipelineClock {
    /// 2026-11-22T12:00:00Z, in seconds since 1970.
    static let startSeconds: Int64 = 1_795_348_800

    private let elapsed = Mutex<Duration>(.zero)

    func wallTimeMicroseconds() -> Int64 {
        Self.startSeconds * 1_000_000 + Int64(uptime() / .microseconds(1))
    }

    func uptime() -> Duration { elapsed.withLock { $0 } }

    func advance(by duration: Duration) { elapsed.withLock { $0 += duration } }

    func sleep(for duration: Duration) async throws {
        try await Task.sleep(for: .milliseconds(1))
    }
}
