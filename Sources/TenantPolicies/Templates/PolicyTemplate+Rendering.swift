import LakeModel

extension PolicyTemplate {
    /// The document with every placeholder's value in its place.
    ///
    /// - Throws: ``PolicyTemplateError`` for a placeholder that has no value here, or one of a kind
    ///   that does not go there.
    func rendered(in scope: TemplateScope) throws(PolicyTemplateError) -> JSONNode {
        try value(root, scope)
    }

    private func value(
        _ node: Node,
        _ scope: TemplateScope
    ) throws(PolicyTemplateError) -> JSONNode {
        switch node.value {
        case .constant(let constant): return constant
        case .text(let text):
            if let document = text.document(in: scope) { return document }
            let string = try at(node) { () throws(TemplateText.Failure) in
                try text.text(in: scope)
            }
            return JSONNode(value: .string(string))
        case .array(let nodes):
            var elements: [JSONNode] = []
            for node in nodes { elements += try self.elements(node, scope) }
            return JSONNode(value: .array(elements))
        case .object(let object):
            var members: [JSONNode.Member] = []
            for member in object.members {
                members += try self.members(member.name, member.node, scope)
            }
            guard Set(members.map(\.name)).count == members.count else {
                throw error(node, "two members come to the same name")
            }
            return JSONNode(value: .object(members))
        }
    }

    /// What an array's element comes to: nothing, itself, or several.
    private func elements(
        _ node: Node,
        _ scope: TemplateScope
    ) throws(PolicyTemplateError) -> [JSONNode] {
        switch node.value {
        case .text(let text):
            if let condition = text.condition, !condition.holds(in: scope) { return [] }
            if let document = text.document(in: scope) { return [document] }
            let texts = try at(node) { () throws(TemplateText.Failure) in
                try text.texts(in: scope)
            }
            return texts.map { JSONNode(value: .string($0)) }
        case .object(let object):
            guard object.conditions.allSatisfy({ $0.holds(in: scope) }) else { return [] }
            guard let each = object.each else { return [try value(node, scope)] }
            guard case .list(let texts) = scope.values[each] else {
                throw error(node, "{{\(each.rawValue)}} is no list here")
            }
            var nodes: [JSONNode] = []
            for text in texts { nodes.append(try value(node, scope.binding(each, text))) }
            return nodes
        case .constant, .array: return [try value(node, scope)]
        }
    }

    /// What an object's member comes to.
    private func members(
        _ name: TemplateText,
        _ node: Node,
        _ scope: TemplateScope
    ) throws(PolicyTemplateError) -> [JSONNode.Member] {
        if let condition = name.condition, !condition.holds(in: scope) { return [] }
        guard name.holds(.tenant) || name.holds(.logicalID), !scope.tenants.isEmpty else {
            if case .object(let object) = node.value,
                !object.conditions.allSatisfy({ $0.holds(in: scope) })
            {
                return []
            }
            let text = try at(node) { () throws(TemplateText.Failure) in try name.text(in: scope) }
            return [.init(name: text, node: try value(node, scope))]
        }
        var members: [JSONNode.Member] = []
        for tenant in scope.tenants {
            members += try self.members(name, node, scope.binding(tenant))
        }
        return members
    }

    private func at<Value>(
        _ node: Node,
        _ body: () throws(TemplateText.Failure) -> Value
    ) throws(PolicyTemplateError) -> Value {
        do throws(TemplateText.Failure) {
            return try body()
        } catch {
            throw self.error(node, error.reason)
        }
    }

    private func error(_ node: Node, _ reason: String) -> PolicyTemplateError {
        PolicyTemplateError(file: file, line: node.line, pointer: node.pointer, reason: reason)
    }
}
