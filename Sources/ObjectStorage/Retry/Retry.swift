/// Decides whether a failed request is tried again, and when.
///
/// A value without clock, chance or socket: callers feed it failures, and it answers with what to
/// do. Pauses are drawn from `0..<cap`, the cap doubling each time ("full jitter": spreads many
/// clients over the whole pause, where any smaller jitter leaves them in waves).
///
/// Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
package struct Retry: Sendable {
    /// What may mend a failure.
    package enum Remedy: Hashable, Sendable {
        /// Nothing: trying again gives the same answer.
        case none
        /// Time, and as much of it as the store asked for.
        case pause(atLeast: Duration?)
        /// The store's clock differs from ours: sign by its clock. Helps once or not at all.
        case correctClock
        /// The credentials have expired: fetch new ones. Helps once or not at all.
        case renewCredentials
    }

    /// What to do.
    package enum Action: Hashable, Sendable {
        /// Wait so long, then send the request again.
        case wait(Duration)
        /// Report the failure.
        case giveUp
    }

    private let settings: RetrySettings
    private var attempts = 0
    private var pauses = 0
    private var hasCorrectedClock = false
    private var hasRenewedCredentials = false

    /// Creates the state of a request that was not sent yet.
    package init(_ settings: RetrySettings) {
        self.settings = settings
    }

    /// A try has failed.
    ///
    /// - Parameters:
    ///   - remedy: what may mend the failure.
    ///   - elapsed: how long ago the first try began.
    ///   - draw: a random number from `0..<1`.
    /// - Returns: what to do.
    package mutating func failed(_ remedy: Remedy, elapsed: Duration, draw: Double) -> Action {
        precondition((0..<1).contains(draw), "a draw lies in 0..<1")
        attempts += 1
        guard attempts < settings.attemptsMax else { return .giveUp }
        switch remedy {
        case .none:
            return .giveUp
        case .correctClock:
            guard !hasCorrectedClock else { return .giveUp }
            hasCorrectedClock = true
            return .wait(.zero)
        case .renewCredentials:
            guard !hasRenewedCredentials else { return .giveUp }
            hasRenewedCredentials = true
            return .wait(.zero)
        case .pause(let atLeast):
            let delay = max(pauseCap() * draw, atLeast ?? .zero)
            pauses += 1
            return elapsed + delay <= settings.elapsedMax ? .wait(delay) : .giveUp
        }
    }

    private func pauseCap() -> Duration {
        // 2^20 times any sensible base is far beyond any sensible maximum.
        min(settings.delayBase * (1 << min(pauses, 20)), settings.delayMax)
    }
}
