/// A moment of wall-clock time: nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// Reaches from 1677 to 2262. The library never reads a clock; moments come from
/// ``ObjectStoreRuntime/now``.
public struct UnixTime: Hashable, Comparable, Sendable {
    /// Nanoseconds since the epoch.
    public let nanoseconds: Int64

    /// Whole seconds since the epoch, rounded down.
    public var seconds: Int64 {
        nanoseconds >= 0 ? nanoseconds / 1_000_000_000 : (nanoseconds - 999_999_999) / 1_000_000_000
    }

    /// Creates the moment that lies `nanoseconds` behind the epoch.
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Creates the moment that lies `seconds` behind the epoch, clamped to what can be held.
    public init(seconds: Int64) {
        let (product, overflowed) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        nanoseconds = overflowed ? (seconds < 0 ? .min : .max) : product
    }

    /// The earlier of two moments is the smaller.
    public static func < (lhs: Self, rhs: Self) -> Bool {
        lhs.nanoseconds < rhs.nanoseconds
    }

    /// The moment `offset` later, clamped to what can be represented.
    public static func + (lhs: Self, offset: Duration) -> Self {
        let (seconds, attoseconds) = offset.components
        let (product, tooLong) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflowed) = lhs.nanoseconds.addingReportingOverflow(product)
        guard !tooLong, !overflowed else { return Self(nanoseconds: seconds < 0 ? .min : .max) }
        return Self(nanoseconds: sum &+ attoseconds / 1_000_000_000)
    }

    /// How much later the left moment is than the right one.
    public static func - (lhs: Self, rhs: Self) -> Duration {
        .nanoseconds(lhs.nanoseconds) - .nanoseconds(rhs.nanoseconds)
    }
}
