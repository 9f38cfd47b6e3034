public import LakeModel

/// Something that is wrong with policies, and a request that shows it.
public struct PolicyFinding: Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Kind: String, Hashable, Sendable {
        /// More is allowed than should be.
        case exceeds
        /// Less is allowed than should be.
        case lacks
        /// The policies of another hand could widen what is allowed.
        case unfenced
        /// A request without TLS is let through.
        case insecure
        /// An object may be stored unencrypted, or with a key that the client keeps.
        case unencrypted
        /// The patterns are such that nothing could be proved.
        case unproven
        /// A statement that can have no effect, or none that was meant.
        case suspicious
    }

    /// What is wrong.
    public let kind: Kind
    /// Whose policies; nil where they are not one tenant's.
    public var tenant: TenantID?
    /// Where the policies were read; nil where nobody said.
    public var file: String?
    /// A request that shows it; nil where there is none.
    public let witness: PolicyRequest?
    /// Whether ``PolicyEvaluator`` says of the witness what the finding says.
    public let isConfirmed: Bool
    /// The statements that are to blame.
    public let statements: [PolicyStatementReference]
    /// What the finding is, in a sentence, and what to do about it.
    public let message: String

    /// `kind: tenant: message`, and the file in front where it is known.
    public var description: String {
        let place = (file.map { "\($0): " } ?? "") + (tenant.map { "\($0): " } ?? "")
        return "\(place)\(kind.rawValue): \(message)"
    }
}
