/// How long something that failed is left alone.
enum RetryPause {
    /// The pause before the next try: it doubles with each failure, and half of it is chance.
    ///
    /// - Parameters:
    ///   - failures: how often it had failed before.
    ///   - jitter: a random number in 0..<1.
    /// - Returns: the pause.
    static func after(failures: Int, jitter: Double) -> Duration {
        // Half a second at first, a minute at most: soon enough after a blip, gentle in an outage.
        let pause = min(Duration.milliseconds(500) * (1 << min(failures, 7)), .seconds(60))
        return pause * (0.5 + jitter / 2)
    }
}
