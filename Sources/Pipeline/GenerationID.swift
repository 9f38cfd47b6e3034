/// Names a generation: the rows of one table that leave the buffer together, as one file a day.
///
/// Never used twice with one log. Every start logs a record first, so that the position at which
/// it began, its epoch, is its own; within an epoch generations are counted.
public struct GenerationID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Where the log ended when the process that opened the generation started.
    public let epoch: UInt64
    /// Which generation of its epoch this is, counted from 0.
    public let number: UInt64

    /// Both numbers, for messages.
    public var description: String { "\(epoch)/\(number)" }

    /// Creates an id.
    public init(epoch: UInt64, number: UInt64) {
        self.epoch = epoch
        self.number = number
    }

    /// Ordered as they were opened.
    public static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.epoch, lhs.number) < (rhs.epoch, rhs.number)
    }
}
