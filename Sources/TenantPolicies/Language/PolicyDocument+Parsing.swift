package import LakeModel

extension PolicyDocument {
    /// Reads a policy.
    ///
    /// Stricter than AWS where AWS guesses: a document without `Version` would be read by the rules
    /// of 2008, where variables are plain text, and is refused.
    ///
    /// - Parameters:
    ///   - bytes: the text.
    ///   - kind: where it is attached.
    /// - Throws: ``PolicySyntaxError`` with everything that is wrong with it.
    public init(_ bytes: [UInt8], as kind: PolicyKind) throws(PolicySyntaxError) {
        let root: JSONNode
        do {
            root = try JSONDocument(bytes).root
        } catch {
            let reason = "not JSON: column \(error.column): \(error.reason)"
            throw PolicySyntaxError([.init(line: error.line, pointer: "", reason: reason)])
        }
        try self.init(root, as: kind)
    }

    /// Reads a policy that stands in a larger text.
    ///
    /// - Throws: ``PolicySyntaxError`` with everything that is wrong with it.
    package init(_ node: JSONNode, as kind: PolicyKind) throws(PolicySyntaxError) {
        self = try PolicyParser.parse(node, as: kind)
    }
}
