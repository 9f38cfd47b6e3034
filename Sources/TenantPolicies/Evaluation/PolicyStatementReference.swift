/// Which statement of which policy of a ``PolicySet`` is meant.
public struct PolicyStatementReference: Hashable, Sendable, CustomStringConvertible {
    /// The policy that it is in.
    public enum Source: Hashable, Sendable {
        /// An identity policy, by its place in ``PolicySet/identity``.
        case identity(Int)
        /// A session's policy, by its place in ``PolicySet/session``.
        case session(Int)
        /// The permissions boundary.
        case boundary
        /// The resource's policy.
        case resource
    }

    /// The policy that it is in.
    public let source: Source
    /// Its place among the policy's statements, counted from 0.
    public let index: Int
    /// Its name, where it has one.
    public let sid: String?

    /// Creates a reference.
    public init(source: Source, index: Int, sid: String?) {
        self.source = source
        self.index = index
        self.sid = sid
    }

    /// Such as `identity[0]/Statement/2 "Fence"`.
    public var description: String {
        let policy =
            switch source {
            case .identity(let index): "identity[\(index)]"
            case .session(let index): "session[\(index)]"
            case .boundary: "boundary"
            case .resource: "resource"
            }
        return "\(policy)/Statement/\(index)" + (sid.map { " \"\($0)\"" } ?? "")
    }
}
