/// Whether a tenant may send and read.
///
/// Ordered by how much is taken away: of two sources that disagree, the greater counts.
public enum TenantState: String, Hashable, Sendable, CaseIterable, Comparable {
    /// It may.
    case active
    /// It may not; what was acknowledged before is still written.
    case suspended
    /// It may not, and its data is being removed: nothing of it is written any more.
    case erasing
    /// Its data was removed. What is left is this word, so that a valid token does not bring it
    /// back.
    case erased

    /// Whether requests of the tenant are taken.
    public var isServed: Bool { self == .active }

    /// Whether the tenant's events are no longer to be written, acknowledged or not.
    public var isVoid: Bool { self >= .erasing }

    /// Less is taken away.
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.severity < rhs.severity }

    private var severity: Int {
        switch self {
        case .active: 0
        case .suspended: 1
        case .erasing: 2
        case .erased: 3
        }
    }
}
