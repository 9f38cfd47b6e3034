import TenantPolicies

/// Policies as tests write them: statements as JSON, the document understood.
enum Policies {
    static func read(
        _ statements: String,
        as kind: PolicyKind = .identity,
        version: String = "2012-10-17"
    ) throws(PolicySyntaxError) -> PolicyDocument {
        let text = #"{"Version": "\#(version)", "Statement": [\#(statements)]}"#
        return try PolicyDocument(Array(text.utf8), as: kind)
    }

    /// Allows an action on a resource under a condition.
    static func allow(
        _ action: String = "*",
        on resource: String = "*",
        if condition: String = "{}"
    ) -> String {
        #"{"Effect": "Allow", "Action": "\#(action)", "Resource": "\#(resource)", "#
            + #""Condition": \#(condition)}"#
    }

    /// Denies an action on a resource under a condition.
    static func deny(
        _ action: String = "*",
        on resource: String = "*",
        if condition: String = "{}"
    ) -> String {
        #"{"Effect": "Deny", "Action": "\#(action)", "Resource": "\#(resource)", "#
            + #""Condition": \#(condition)}"#
    }

    /// Whether one identity policy allows a request.
    static func allows(
        _ statements: String,
        _ action: String,
        _ resource: String,
        _ context: PolicyContext = [:],
        requester: PolicyRequester = .unnamed
    ) throws(PolicySyntaxError) -> PolicyDecision.Outcome {
        let request = PolicyRequest(
            requester: requester,
            action: action,
            resource: resource,
            context: context
        )
        return PolicyEvaluator(PolicySet(identity: [try read(statements)])).decide(request).outcome
    }
}
