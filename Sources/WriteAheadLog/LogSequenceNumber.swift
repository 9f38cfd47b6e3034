/// A position in the write-ahead log, in bytes from its very beginning.
///
/// Positions only grow, over restarts and trims alike, and the log keeps them in this order:
/// `trimmed <= durable <= appended`.
public struct LogSequenceNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number of bytes that precede this position.
    public let rawValue: UInt64

    /// The number, for messages.
    public var description: String { String(rawValue) }

    /// Creates the position that `rawValue` bytes precede.
    public init(_ rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// The position `byteCount` bytes further on.
    public func advanced(by byteCount: Int) -> Self {
        Self(rawValue + UInt64(byteCount))
    }

    /// The number of bytes from here to `later`, which must not come earlier.
    public func distance(to later: Self) -> Int {
        Int(later.rawValue - rawValue)
    }

    /// A position is less than another when it comes earlier in the log.
    public static func < (lhs: Self, rhs: Self) -> Bool {
        lhs.rawValue < rhs.rawValue
    }
}
