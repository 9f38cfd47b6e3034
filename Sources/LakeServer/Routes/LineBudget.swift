/// How many lines a second are said about refused requests, so that a flood of them fills no disk.
///
/// A value without a clock: the caller says which second it is.
package struct LineBudget: Sendable {
    /// What becomes of a line.
    package enum Verdict: Hashable, Sendable {
        /// It is written; so many before it were not.
        case write(unsaid: Int)
        /// It is left out, and counted.
        case leaveOut
    }

    private let linesPerSecondMax: Int
    private var second = Int64.min
    private var written = 0
    private var unsaid = 0

    /// Creates a budget of at least one line a second.
    package init(linesPerSecondMax: Int) {
        precondition(linesPerSecondMax > 0, "somebody wants to know")
        self.linesPerSecondMax = linesPerSecondMax
    }

    /// Judges a line that would be written in the given second.
    package mutating func judge(at now: Int64) -> Verdict {
        if now != second {
            second = now
            written = 0
        }
        guard written < linesPerSecondMax else {
            unsaid += 1
            return .leaveOut
        }
        defer {
            written += 1
            unsaid = 0
        }
        return .write(unsaid: unsaid)
    }
}
