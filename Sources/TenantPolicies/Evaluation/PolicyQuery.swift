package import LakeModel

/// A request and the policies that judge it, as one line of JSON: what programs ask.
///
///     {"id": 1, "identity": [policy…], "session": [policy…] | null, "boundary": policy | null,
///      "bucket": policy | null, "principal": "arn:…", "account": "…", "action": "s3:GetObject",
///      "resource": "arn:…", "context": {"s3:prefix": ["a"]}}
///
/// All but `action` and `resource` may be left out. `account` is the resource's owner's, the
/// requester's where it is left out. `principal` is an ARN, an account's number, a service's host
/// name, or `anonymous`; left out, it is somebody in the resource's account of whom no more than
/// the identity policies is known. Instead of `bucket` there may be `trust`, a role's trust policy,
/// or `key`, that of a key of KMS.
package struct PolicyQuery {
    /// What the asker calls the request; given back as it came.
    package let id: JSONNode?
    /// The policies.
    package let policies: PolicySet
    /// The request.
    package let request: PolicyRequest

    /// Reads a line.
    ///
    /// - Throws: ``PolicySyntaxError`` with what is wrong with it.
    package init(_ line: [UInt8]) throws(PolicySyntaxError) {
        let root: JSONNode
        do {
            root = try JSONDocument(line).root
        } catch {
            let reason = "not JSON: column \(error.column): \(error.reason)"
            throw PolicySyntaxError([.init(line: error.line, pointer: "", reason: reason)])
        }
        try self.init(root)
    }

    private init(_ root: JSONNode) throws(PolicySyntaxError) {
        guard let members = root.members else {
            throw Self.error(root, "a request is a JSON object")
        }
        for member in members where !Self.names.contains(member.name) {
            let known = Self.names.sorted().joined(separator: ", ")
            throw Self.error(member.node, "no such member; there are \(known)")
        }
        id = root["id"]
        var resource: (kind: PolicyKind, node: JSONNode)?
        for (name, kind) in Self.resourcePolicies {
            guard let node = Self.present(root[name]) else { continue }
            guard resource == nil else { throw Self.error(node, "a resource has one policy") }
            resource = (kind, node)
        }
        policies = PolicySet(
            identity: try Self.documents(root["identity"]) ?? [],
            session: try Self.documents(root["session"]),
            boundary: try Self.document(Self.present(root["boundary"]), as: .identity),
            resource: try resource.map { (kind, node) throws(PolicySyntaxError) in
                try PolicyDocument(node, as: kind)
            },
            resourceAccount: try Self.text(root, "account"),
            ownership: Self.present(root["trust"] ?? root["key"]) == nil ? .shared : .exclusive
        )
        guard let action = try Self.text(root, "action"),
            let arn = try Self.text(root, "resource")
        else { throw Self.error(root, "a request has an action and a resource") }
        request = PolicyRequest(
            requester: try Self.requester(root),
            action: action,
            resource: arn,
            context: try Self.context(root["context"])
        )
    }

    /// The answer, as one line of JSON without its line feed.
    ///
    ///     {"id": 1, "decision": "allow" | "explicitDeny" | "implicitDeny",
    ///      "statements": ["identity[0]/Statement/2 \"Fence\""], "why": "…"}
    package func answer() -> [UInt8] {
        let decision = PolicyEvaluator(policies).decide(request)
        var writer = JSONWriter()
        writer.object { json in
            json.name("id")
            if let id { json.node(id) } else { json.null() }
            json.member("decision", decision.outcome.rawValue)
            json.name("statements")
            json.array { json in
                for statement in decision.statements { json.string(statement.description) }
            }
            json.member("why", decision.why)
        }
        return writer.bytes
    }

    private static let resourcePolicies: [(String, PolicyKind)] = [
        ("bucket", .resource), ("key", .resource), ("trust", .trust),
    ]
    private static let names: Set = [
        "id", "identity", "session", "boundary", "bucket", "key", "trust", "principal", "account",
        "action", "resource", "context",
    ]

    private static func error(_ node: JSONNode, _ reason: String) -> PolicySyntaxError {
        PolicySyntaxError([.init(line: node.line, pointer: node.pointer, reason: reason)])
    }

    /// A member that is there and not null.
    private static func present(_ node: JSONNode?) -> JSONNode? {
        node?.value == .null ? nil : node
    }

    private static func text(
        _ root: JSONNode,
        _ name: String
    ) throws(PolicySyntaxError) -> String? {
        guard let node = present(root[name]) else { return nil }
        guard let text = node.string else { throw error(node, "text is expected") }
        return text
    }

    private static func document(
        _ node: JSONNode?,
        as kind: PolicyKind
    ) throws(PolicySyntaxError) -> PolicyDocument? {
        guard let node else { return nil }
        return try PolicyDocument(node, as: kind)
    }

    /// One policy or a list of some; nil where there is neither.
    private static func documents(
        _ node: JSONNode?
    ) throws(PolicySyntaxError) -> [PolicyDocument]? {
        guard let node = present(node) else { return nil }
        var documents: [PolicyDocument] = []
        for element in node.array ?? [node] {
            documents.append(try PolicyDocument(element, as: .identity))
        }
        return documents
    }

    private static func requester(_ root: JSONNode) throws(PolicySyntaxError) -> PolicyRequester {
        guard let text = try text(root, "principal") else { return .unnamed }
        guard let requester = PolicyRequester(text) else {
            throw error(
                root["principal"] ?? root,
                "an ARN of a user, a session or a role, an account's number, a service's host "
                    + "name, or anonymous"
            )
        }
        return requester
    }

    private static func context(_ node: JSONNode?) throws(PolicySyntaxError) -> PolicyContext {
        var context = PolicyContext()
        guard let node = present(node) else { return context }
        guard let members = node.members else {
            throw error(node, "a context is an object of keys and their values")
        }
        for member in members {
            var values: [String] = []
            for value in member.node.array ?? [member.node] {
                switch value.value {
                case .string(let text), .number(let text): values.append(text)
                case .boolean(let truth): values.append(truth ? "true" : "false")
                case .null, .array, .object:
                    throw error(value, "a value is text, a number, or true or false")
                }
            }
            guard context[member.name].isEmpty else {
                throw error(member.node, "the key stands twice: case means nothing")
            }
            context[member.name] = values
        }
        return context
    }
}
