/// A condition on a key that requests for an operation never have.
///
/// The classical mistake is `s3:prefix` on `s3:GetObject`: the key belongs to listings, so the
/// statement allows nothing, or, negated in a denial, denies everything.
public struct PolicyWarning: Hashable, Sendable, CustomStringConvertible {
    /// The statement.
    public let statement: PolicyStatementReference
    /// The key as the statement has it.
    public let key: String
    /// The operation that never has it.
    public let action: String

    /// A sentence for people.
    public var description: String {
        "\(statement) has a condition on \(key), which a request for \(action) never has"
    }

    /// The warnings that a set of policies deserves when it is asked about an operation.
    public static func all(_ policies: PolicySet, action: String) -> [Self] {
        guard let known = S3Action.named(action) else { return [] }
        let lowered = action.lowercased()
        var warnings: [Self] = []
        for (source, document) in policies.documents {
            for (index, statement) in document.statements.enumerated()
            where statement.actions.selects(where: { $0.actionGlob.matches(lowered) }) {
                let reference = PolicyStatementReference(
                    source: source,
                    index: index,
                    sid: statement.sid
                )
                for condition in statement.conditions where !known.canHave(condition.key) {
                    warnings.append(
                        Self(
                            statement: reference,
                            key: condition.key,
                            action: known.qualifiedName
                        )
                    )
                }
            }
        }
        return warnings
    }
}
