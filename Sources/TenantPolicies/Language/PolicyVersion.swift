/// Which rules a document's text is read by.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Version".
public enum PolicyVersion: String, Hashable, Sendable {
    /// The language without variables: `${…}` is text like any other, and `*` in it a wildcard.
    case v2008 = "2008-10-17"
    /// The current language.
    case v2012 = "2012-10-17"
}
