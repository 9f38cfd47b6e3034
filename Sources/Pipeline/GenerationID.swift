/// Names a generation: the rows of one table that leave the buffer together, as one file a day.
///
/// Never used twice, not even by servers that start from copies of one data directory: every start
/// draws 64 random bits, its epoch, and counts its generations.
public struct GenerationID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Drawn when the process that opened the generation started.
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

    /// What the generation's commit is called in its table, and the end of its files' names: both
    /// numbers in sixteen hexadecimal digits.
    package var unitName: String { "\(Hexadecimal.text(epoch))-\(Hexadecimal.text(number))" }

    /// Within an epoch in the order in which they were opened.
    public static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.epoch, lhs.number) < (rhs.epoch, rhs.number)
    }
}
