extension PolicyCondition {
    /// Whether the condition holds.
    ///
    /// A key that is missing passes a negated operator, `…IfExists` and `ForAllValues`, and nothing
    /// else; `ForAnyValue` not even where it is negated. For the two quantifiers an empty text
    /// counts as no value. A key with several values and no quantifier is compared as by
    /// `ForAnyValue`, and a negated operator holds where that does not.
    ///
    /// Source: IAM User Guide, "IAM JSON policy elements: Condition operators"; "Set operators for
    /// multivalued context keys".
    func holds(in context: PolicyContext, _ version: PolicyVersion) -> Bool {
        let operation = comparison.comparison
        var found = context[key]
        if operation == .null {
            let isMissing = found.isEmpty
            return values.contains { PolicyBoolean.value($0.text) == isMissing }
        }
        if comparison.ifExists, found.isEmpty { return true }
        if comparison.quantifier != nil { found.removeAll(where: \.isEmpty) }
        let tests = values.map { PolicyValueTest($0, operation, version, context) }
        func passes(_ value: String) -> Bool {
            tests.contains { $0.matches(value) } != operation.isNegated
        }
        switch comparison.quantifier {
        case .all: return found.allSatisfy(passes)
        case .any: return found.contains(where: passes)
        case nil:
            if operation.isNegated { return found.allSatisfy(passes) }
            return found.contains(where: passes)
        }
    }
}
