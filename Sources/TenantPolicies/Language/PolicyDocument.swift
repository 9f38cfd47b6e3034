/// A policy as AWS's policy language has it: statements that allow and deny.
///
/// A value without behaviour: what it grants is ``PolicyEvaluator``'s to say. Documents are equal
/// when their elements are, in their order; `"x"` and `["x"]` are the same.
///
/// Source: IAM User Guide, "IAM JSON policy reference", "Grammar of the IAM JSON policy language".
public struct PolicyDocument: Hashable, Sendable {
    /// Which rules the text is read by.
    public var version: PolicyVersion
    /// The document's own name, which decides nothing.
    public var id: String?
    /// The statements, in the order of the text, which decides nothing either.
    public var statements: [PolicyStatement]

    /// Creates a document.
    public init(
        version: PolicyVersion = .v2012,
        id: String? = nil,
        statements: [PolicyStatement]
    ) {
        self.version = version
        self.id = id
        self.statements = statements
    }
}
