/// The two clocks of the pipeline, so that a test can be the one who turns them.
public protocol PipelineClock: Sendable {
    /// The wall clock: microseconds since 1970-01-01T00:00:00Z. May jump.
    func wallTimeMicroseconds() -> Int64
    /// Time since some fixed moment. Never goes back.
    func uptime() -> Duration
    /// Returns when `duration` has passed.
    ///
    /// - Throws: `CancellationError` when the task is cancelled first.
    func sleep(for duration: Duration) async throws
}
