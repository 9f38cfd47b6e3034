import LakeModel

/// Reads a policy's JSON, and notes everything that is wrong with it.
///
/// Source: IAM User Guide, "Grammar of the IAM JSON policy language".
struct PolicyParser {
    let kind: PolicyKind
    /// By whose rules the texts are read.
    private(set) var version = PolicyVersion.v2012
    private(set) var problems: [PolicySyntaxError.Problem] = []

    static func parse(
        _ node: JSONNode,
        as kind: PolicyKind
    ) throws(PolicySyntaxError) -> PolicyDocument {
        var parser = PolicyParser(kind: kind)
        let document = parser.document(node)
        guard let document, parser.problems.isEmpty else {
            // Stable: problems of one line stay in the order that they were found in.
            let sorted = parser.problems.enumerated()
                .sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
            throw PolicySyntaxError(sorted.map(\.element))
        }
        return document
    }

    private init(kind: PolicyKind) { self.kind = kind }

    /// Notes what is wrong at a node.
    mutating func refuse(_ node: JSONNode, _ reason: String) {
        problems.append(.init(line: node.line, pointer: node.pointer, reason: reason))
    }

    /// Refuses the members of an object that have none of these names.
    mutating func refuseUnknown(_ members: [JSONNode.Member], _ known: Set<String>) {
        for member in members where !known.contains(member.name) {
            let names = known.sorted().joined(separator: ", ")
            refuse(member.node, "no such element; there are \(names)")
        }
    }

    private mutating func document(_ node: JSONNode) -> PolicyDocument? {
        guard let members = node.members else {
            refuse(node, "a policy is a JSON object")
            return nil
        }
        refuseUnknown(members, ["Version", "Id", "Statement"])
        let version = version(node)
        if let id = node["Id"], id.string == nil { refuse(id, "an Id is text") }
        guard let statement = node["Statement"] else {
            refuse(node, "add \"Statement\": what is allowed and denied")
            return nil
        }
        // One statement may stand for itself.
        let nodes = statement.array ?? [statement]
        if nodes.isEmpty { refuse(statement, "a policy has at least one statement") }
        let statements = nodes.compactMap { self.statement($0) }
        refuseTwins(nodes)
        guard let version else { return nil }
        return PolicyDocument(version: version, id: node["Id"]?.string, statements: statements)
    }

    private mutating func version(_ node: JSONNode) -> PolicyVersion? {
        guard let version = node["Version"] else {
            refuse(node, "add \"Version\": \"2012-10-17\"; without it no variable is one")
            return nil
        }
        guard let known = version.string.flatMap(PolicyVersion.init) else {
            refuse(
                version,
                "the versions are \"2012-10-17\" and, without variables, \"2008-10-17\""
            )
            return nil
        }
        self.version = known
        return known
    }

    private mutating func refuseTwins(_ nodes: [JSONNode]) {
        var seen: Set<String> = []
        for node in nodes {
            guard let sid = node["Sid"], let name = sid.string, !name.isEmpty else { continue }
            if !seen.insert(name).inserted {
                refuse(sid, "another statement has this Sid; a Sid is unique in its policy")
            }
        }
    }

    private mutating func statement(_ node: JSONNode) -> PolicyStatement? {
        guard let members = node.members else {
            refuse(node, "a statement is a JSON object")
            return nil
        }
        refuseUnknown(
            members,
            [
                "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource",
                "NotResource", "Condition",
            ]
        )
        checkSid(node)
        let effect = effect(node)
        let principals = principals(node)
        let actions = actions(node)
        let resources = resources(node)
        let conditions = conditions(node)
        guard let effect, let actions else { return nil }
        return PolicyStatement(
            sid: node["Sid"]?.string,
            effect: effect,
            principals: principals,
            actions: actions,
            resources: resources,
            conditions: conditions
        )
    }

    private mutating func checkSid(_ node: JSONNode) {
        guard let sid = node["Sid"] else { return }
        guard let name = sid.string else { return refuse(sid, "a Sid is text") }
        if kind == .identity, !name.utf8.allSatisfy(\.isLetterOrDigit) {
            refuse(sid, "a Sid of an identity policy consists of letters and digits")
        }
    }

    private mutating func effect(_ node: JSONNode) -> PolicyEffect? {
        guard let effect = node["Effect"] else {
            refuse(node, "add \"Effect\": \"Allow\" or \"Deny\"")
            return nil
        }
        guard let known = effect.string.flatMap(PolicyEffect.init) else {
            refuse(effect, "an effect is \"Allow\" or \"Deny\", with a capital")
            return nil
        }
        return known
    }

    /// The one of an element and its negation that a statement has; nil without either.
    mutating func either(
        _ node: JSONNode,
        _ name: String
    ) -> (node: JSONNode, isNegated: Bool)? {
        let positive = node[name]
        let negative = node["Not\(name)"]
        if positive != nil, let negative {
            refuse(negative, "a statement has \(name) or Not\(name), not both")
        }
        return positive.map { ($0, false) } ?? negative.map { ($0, true) }
    }

    /// The texts of an element that is one text or a list of some.
    mutating func texts(_ node: JSONNode, _ what: String) -> [(text: String, node: JSONNode)]? {
        let nodes = node.array ?? [node]
        if nodes.isEmpty {
            refuse(node, "an empty list; name at least one \(what)")
            return nil
        }
        var texts: [(String, JSONNode)] = []
        for element in nodes {
            guard let text = element.string, !text.isEmpty else {
                refuse(element, "\(what): text is expected")
                return nil
            }
            texts.append((text, element))
        }
        return texts
    }

    /// The conditions of a statement, none where it has no such element.
    private mutating func conditions(_ node: JSONNode) -> [PolicyCondition] {
        guard let block = node["Condition"] else { return [] }
        guard let members = block.members else {
            refuse(block, "a condition is an object of operators")
            return []
        }
        return members.flatMap { conditions($0) }
    }
}
