/// What a statement does to the requests it matches.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Effect".
public enum PolicyEffect: String, Hashable, Sendable {
    /// The request is granted, unless another statement denies it.
    case allow = "Allow"
    /// The request is refused, whatever other statements say.
    case deny = "Deny"
}
