/// Who commits: one start of one process on one write-ahead log.
///
/// A log has one writer at a time. Of two that think they are, the one whose start stands further
/// behind in the log is right: the other is fenced off at its next commit.
public struct WriterIdentity: Hashable, Sendable {
    /// Which log; random, and given once.
    public let log: UInt64
    /// The position of this start's record in the log: greater than that of any earlier start.
    public let start: UInt64
    /// Which start of the process; never 0, and no two starts of a log have the same.
    public let epoch: UInt64
    /// When the process started: milliseconds since 1970.
    ///
    /// Whoever last committed before that does not run any more, or has been told to stop: a data
    /// directory that was restored from a backup starts further ahead in its log than the server
    /// that it takes the place of.
    public let startedMilliseconds: Int64

    /// Creates an identity.
    ///
    /// - Parameters:
    ///   - log: which log.
    ///   - start: the position of this start's record in the log.
    ///   - epoch: which start of the process.
    ///   - startedMilliseconds: when it was, by the wall clock; without it, every start further
    ///     behind in the log fences this one off.
    public init(log: UInt64, start: UInt64, epoch: UInt64, startedMilliseconds: Int64 = 0) {
        self.log = log
        self.start = start
        self.epoch = epoch
        self.startedMilliseconds = startedMilliseconds
    }
}
