import LakeModel

/// A decision told in full: to people as text, to programs as JSON.
public struct PolicyExplanation: Sendable {
    private let request: PolicyRequest
    private let decision: PolicyDecision
    private let warnings: [PolicyWarning]

    /// Judges a request and explains the decision.
    public init(_ request: PolicyRequest, _ policies: PolicySet) {
        self.request = request
        decision = PolicyEvaluator(policies).decide(request)
        warnings = PolicyWarning.all(policies, action: request.action)
    }

    /// Whether the request is allowed.
    public var isAllowed: Bool { decision.isAllowed }

    /// The explanation for people: the decision, why, what else there was, what looks wrong.
    public var text: String {
        let verdict =
            switch decision.outcome {
            case .allowed: "allowed"
            case .explicitDeny: "denied, explicitly"
            case .implicitDeny: "denied, since not enough allows it"
            }
        var lines = [
            "\(request.action) on \(request.resource): \(verdict)", "why: \(decision.why)",
        ]
        for warning in warnings { lines.append("warning: \(warning)") }
        let deciding = Set(decision.statements)
        for statement in decision.statements { lines.append("  \(statement): matches") }
        for miss in decision.misses where !deciding.contains(miss.statement) {
            lines.append("  \(miss.statement): \(miss.reason)")
        }
        return lines.joined(separator: "\n")
    }

    /// The explanation for programs, as one line of JSON.
    package var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { json in
            json.member("action", request.action)
            json.member("resource", request.resource)
            json.member("decision", decision.outcome.rawValue)
            json.member("why", decision.why)
            json.name("statements")
            json.array { json in
                for statement in decision.statements { json.string(statement.description) }
            }
            json.name("misses")
            json.array { json in
                for miss in decision.misses {
                    json.object { json in
                        json.member("statement", miss.statement.description)
                        json.member("reason", miss.reason.description)
                    }
                }
            }
            json.name("warnings")
            json.array { json in for warning in warnings { json.string(warning.description) } }
        }
        return writer.bytes
    }
}
