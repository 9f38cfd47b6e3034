/// What policies say of a request, and which statements said it.
public struct PolicyDecision: Hashable, Sendable {
    /// The answer.
    public enum Outcome: String, Hashable, Sendable {
        /// Something allows it and nothing denies it.
        case allowed = "allow"
        /// A statement denies it, whatever others say.
        case explicitDeny
        /// Not enough allows it.
        case implicitDeny
    }

    /// A statement without effect, and why it has none.
    public struct Miss: Hashable, Sendable {
        /// The statement.
        public let statement: PolicyStatementReference
        /// The first thing of it that does not match.
        public let reason: PolicyMismatch
    }

    /// The answer.
    public let outcome: Outcome
    /// The statements that decided: those that deny, or those that allow; of an implicit denial
    /// those that would have allowed it, had the others.
    public let statements: [PolicyStatementReference]
    /// The statements that had no effect, nearest miss first.
    public let misses: [Miss]
    /// Why, in a sentence.
    public let why: String

    /// Whether the request is allowed.
    public var isAllowed: Bool { outcome == .allowed }
}
