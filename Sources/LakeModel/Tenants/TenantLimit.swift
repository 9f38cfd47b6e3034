/// How much of something a tenant may have.
///
/// Where a limit is optional, nil means that nothing is said about it, so that another source's word
/// counts; ``unlimited`` lifts what that one says.
public enum TenantLimit: Hashable, Sendable {
    /// As much as there is.
    case unlimited
    /// At most so much; at least 1.
    case atMost(Int)

    /// The number; nil: there is no limit.
    public var value: Int? {
        switch self {
        case .unlimited: nil
        case .atMost(let value): value
        }
    }

    /// What stands for ``unlimited`` in files and on the command line.
    public static let unlimitedWord = "unlimited"
}
