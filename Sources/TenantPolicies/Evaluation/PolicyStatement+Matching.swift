extension PolicyStatement {
    /// The first thing of the statement that does not match a request; nil where all of it does.
    ///
    /// The request's context is complete, and the version that of the statement's document.
    func mismatch(_ request: PolicyRequest, _ version: PolicyVersion) -> PolicyMismatch? {
        let action = request.action.lowercased()
        guard actions.selects(where: { $0.actionGlob.matches(action) }) else { return .action }
        if let principals, request.requester.closeness(to: principals) == nil {
            return .principal
        }
        if let resources {
            let matches = resources.selects { pattern in
                // A variable without value matches nothing, be it to select or to leave out.
                pattern.resourceGlob(version, request.context)?.matches(request.resource) ?? false
            }
            guard matches else { return .resource }
        }
        for (index, condition) in conditions.enumerated()
        where !condition.holds(in: request.context, version) {
            let values = request.context[condition.key]
            return .condition(index, condition, values: values)
        }
        return nil
    }
}
