package import LakeModel

/// Which tokens of an issuer are an operator's.
public struct AdminRule: Hashable, Sendable {
    /// The claim to look at.
    public let claim: ClaimPath
    /// What it must be, or contain when it is an array: `lake-admins`.
    public let value: String

    /// Creates a rule.
    public init(claim: ClaimPath, value: String) {
        self.claim = claim
        self.value = value
    }

    /// Whether `payload` is an operator's.
    package func matches(_ payload: JSONNode) -> Bool {
        claim.value(in: payload)?.isOrHolds(value) ?? false
    }
}
