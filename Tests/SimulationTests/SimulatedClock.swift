import Pipeline
import Synchronization

/// Time that passes when the simulation says so.
final class SimulatedClock: PipelineClock {
    private let elapsed = Mutex<Duration>(.zero)

    func wallTimeMicroseconds() -> Int64 {
        // 2026-11-22T00:00:00Z, and what has passed since.
        1_795_305_600_000_000 + Int64(uptime() / .microseconds(1))
    }

    func uptime() -> Duration { elapsed.withLock { $0 } }

    func advance(by duration: Duration) { elapsed.withLock { $0 += duration } }

    /// The writer sleeps only while the log has no room: let others run, and look again.
    func sleep(for duration: Duration) async throws {
        for _ in 0..<10 { await Task.yield() }
    }
}
