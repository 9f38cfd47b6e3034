package import Logging
import NIOHTTP1
import Synchronization

/// Tells the operator about refused requests: a line each, in our words only, and never a flood.
package final class DenialLog: Sendable {
    /// Enough to see what is wrong, and some tens of gigabytes a month at the very worst.
    private static let linesPerSecondMax = 100

    private let budget = Mutex(LineBudget(linesPerSecondMax: linesPerSecondMax))
    private let secondsSinceEpoch: @Sendable () -> Int64
    private let logger: Logger

    package init(secondsSinceEpoch: @escaping @Sendable () -> Int64, logger: Logger) {
        self.secondsSinceEpoch = secondsSinceEpoch
        self.logger = logger
    }

    /// Says that a request was refused, unless too many were this second.
    package func tell(_ problem: Problem, peer: String?) {
        let now = secondsSinceEpoch()
        guard case .write(let unsaid) = budget.withLock({ $0.judge(at: now) }) else { return }
        var metadata: Logger.Metadata = [
            "status": "\(problem.status.code)", "reason": "\(problem.code)",
        ]
        if unsaid > 0 { metadata["unsaid"] = "\(unsaid)" }
        if let peer { metadata["peer"] = "\(peer)" }
        if let tenant = problem.tenant { metadata["tenant"] = "\(tenant)" }
        if let table = problem.table { metadata["table"] = "\(table)" }
        if let cause = problem.cause { metadata["cause"] = "\(cause)" }
        let level: Logger.Level = problem.status.code >= 500 ? .warning : .notice
        logger.log(level: level, "request denied", metadata: metadata)
    }
}
