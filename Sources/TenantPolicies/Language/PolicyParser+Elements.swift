import LakeModel

extension PolicyParser {
    /// Reads `Principal` or `NotPrincipal`, which a document has where it is attached to a resource.
    mutating func principals(_ node: JSONNode) -> PolicySelection<PolicyPrincipal>? {
        guard let (element, isNegated) = either(node, "Principal") else {
            if kind != .identity { refuse(node, "add \"Principal\": whose requests are meant") }
            return nil
        }
        guard kind != .identity else {
            refuse(element, "an identity policy names no principal: it is whom it is attached to")
            return nil
        }
        var principals: [PolicyPrincipal] = []
        if element.string == "*" {
            principals = [.everyone]
        } else if let members = element.members, !members.isEmpty {
            for member in members { principals += self.principals(member) }
        } else {
            refuse(element, "a principal is \"*\", or an object such as {\"AWS\": \"arn:…\"}")
        }
        return isNegated ? .except(principals) : .only(principals)
    }

    private mutating func principals(_ member: JSONNode.Member) -> [PolicyPrincipal] {
        guard let kind = PolicyPrincipal.Kind(rawValue: member.name), kind != .everyone else {
            refuse(member.node, "principals are of AWS, Service, Federated or CanonicalUser")
            return []
        }
        var principals: [PolicyPrincipal] = []
        for (name, node) in texts(member.node, "principal") ?? [] {
            if name != "*", name.utf8.contains(where: { "*?$".utf8.contains($0) }) {
                refuse(node, "a principal's name has no wildcard and no variable in it")
            }
            principals.append(PolicyPrincipal(kind, name))
        }
        return principals
    }

    /// Reads `Action` or `NotAction`.
    mutating func actions(_ node: JSONNode) -> PolicySelection<PolicyPattern>? {
        guard let (element, isNegated) = either(node, "Action") else {
            refuse(node, "add \"Action\": which operations are meant")
            return nil
        }
        guard let texts = texts(element, "action") else { return nil }
        for (text, node) in texts where !Self.isAction(text) {
            refuse(node, "an action is \"*\" or service:Name, with wildcards in the name alone")
        }
        let patterns = texts.map { PolicyPattern($0.text) }
        return isNegated ? .except(patterns) : .only(patterns)
    }

    /// Reads `Resource` or `NotResource`, which every document but a trust policy has.
    mutating func resources(_ node: JSONNode) -> PolicySelection<PolicyPattern>? {
        guard let (element, isNegated) = either(node, "Resource") else {
            if kind != .trust { refuse(node, "add \"Resource\": what the statement is about") }
            return nil
        }
        guard kind != .trust else {
            refuse(element, "a trust policy names no resource: it is the role it is attached to")
            return nil
        }
        guard let texts = texts(element, "resource") else { return nil }
        for (text, node) in texts {
            if text != "*", !text.hasPrefix("arn:") {
                refuse(node, "a resource is \"*\" or an ARN such as arn:aws:s3:::bucket/folder/*")
            }
            checkResource(text, node)
        }
        let patterns = texts.map { PolicyPattern($0.text) }
        return isNegated ? .except(patterns) : .only(patterns)
    }

    /// Refuses malformed variables, and those that stand for a part of an ARN in front of its fifth
    /// colon.
    private mutating func checkResource(_ text: String, _ node: JSONNode) {
        guard let parts = check(text, node) else { return }
        var colons = 0
        for part in parts {
            switch part {
            case .literal(let text): colons += text.utf8.count { $0 == UInt8(ascii: ":") }
            case .variable where colons < 5:
                refuse(node, "a variable stands behind an ARN's fifth colon")
            case .variable, .anyText, .anyCharacter: break
            }
        }
    }

    /// Reads one operator of a condition: its keys, and the values of each.
    mutating func conditions(_ member: JSONNode.Member) -> [PolicyCondition] {
        guard let comparison = PolicyOperator(member.name) else {
            refuse(member.node, "no such operator: \(member.name)")
            return []
        }
        guard let keys = member.node.members, !keys.isEmpty else {
            refuse(member.node, "an operator has an object of keys and their values")
            return []
        }
        var seen: Set<String> = []
        var conditions: [PolicyCondition] = []
        for key in keys {
            if !Self.isConditionKey(key.name) {
                refuse(key.node, "a condition's key is service:name, as in s3:prefix")
            }
            if !seen.insert(key.name.lowercased()).inserted {
                refuse(key.node, "the key stands twice under this operator: case means nothing")
            }
            let values = values(key.node, of: comparison)
            if !values.isEmpty { conditions.append(.init(comparison, key.name, values)) }
        }
        return conditions
    }

    /// The values of a key: texts, or numbers and truth values, which mean the text they are
    /// written as.
    private mutating func values(
        _ node: JSONNode,
        of comparison: PolicyOperator
    ) -> [PolicyPattern] {
        let nodes = node.array ?? [node]
        if nodes.isEmpty { refuse(node, "an empty list; name at least one value") }
        var values: [PolicyPattern] = []
        for value in nodes {
            switch value.value {
            case .string(let text), .number(let text):
                check(text, value, of: comparison)
                values.append(PolicyPattern(text))
            case .boolean(let truth):
                values.append(truth ? "true" : "false")
            case .null, .array, .object:
                refuse(value, "a value is text, a number, or true or false")
            }
        }
        return values
    }

    /// The parts of a text; refuses it where it is no pattern.
    @discardableResult
    private mutating func check(_ text: String, _ node: JSONNode) -> [PolicyPart]? {
        do {
            return try PolicyPattern(text).parts(version: version)
        } catch {
            refuse(node, error.description)
            return nil
        }
    }

    /// Refuses a value that its operator could never compare with anything.
    private mutating func check(
        _ text: String,
        _ node: JSONNode,
        of comparison: PolicyOperator
    ) {
        switch comparison.comparison.kind {
        case .string, .arn: check(text, node)
        case .numeric:
            if PolicyNumber(text) == nil { refuse(node, "a number is expected") }
        case .date:
            if PolicyDate(text) == nil {
                refuse(node, "a date such as 2030-01-31T12:00:00Z, or seconds since 1970")
            }
        case .boolean:
            guard let parts = check(text, node) else { return }
            let isVariable = parts.contains { if case .variable = $0 { true } else { false } }
            if !isVariable, PolicyBoolean.value(text) == nil {
                refuse(node, "true or false is expected")
            }
        case .null:
            if PolicyBoolean.value(text) == nil {
                refuse(node, "true (the key is missing) or false is expected")
            }
        case .binary:
            if Base64.decoded(text) == nil { refuse(node, "base64 is expected") }
        case .address:
            if PolicyAddressRange(text) == nil {
                refuse(node, "an address or a range is expected, such as 203.0.113.0/24")
            }
        }
    }

    /// Whether a text is `*`, or a service's prefix, a colon, and a name with wildcards.
    private static func isAction(_ text: String) -> Bool {
        if text == "*" { return true }
        let halves = text.split(separator: ":", omittingEmptySubsequences: false)
        guard halves.count == 2, let service = halves.first, let name = halves.last else {
            return false
        }
        return !service.isEmpty && service.utf8.allSatisfy { $0.isLetterOrDigit || $0 == 0x2D }
            && !name.isEmpty
            && name.utf8.allSatisfy { $0.isLetterOrDigit || "*?".utf8.contains($0) }
    }

    private static func isConditionKey(_ text: String) -> Bool {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        return colon != text.startIndex && text.utf8.index(after: colon) != text.endIndex
    }
}
