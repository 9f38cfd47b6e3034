package import LakeModel

extension PolicyDocument {
    /// The policy as its shortest JSON: the text that limits count and stores are given.
    ///
    /// Equal documents have equal bytes. Elements stand in the order of the grammar, a list of one
    /// is written as its element, and nothing is sorted.
    public var compact: [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.node(node)
        return writer.bytes
    }

    /// The policy as JSON for people: two spaces a level, a line feed at the end.
    public var pretty: [UInt8] { node.pretty }

    /// The policy as a value to be put into a larger text.
    package var node: JSONNode {
        var members: [JSONNode.Member] = [.init("Version", version.rawValue)]
        if let id { members.append(.init("Id", id)) }
        let statements = JSONNode(value: .array(statements.map(\.node)))
        return JSONNode(
            value: .object(members + [.init(name: "Statement", node: statements)])
        )
    }
}

extension PolicyStatement {
    /// The statement's members in the order of the grammar.
    fileprivate var node: JSONNode {
        var members: [JSONNode.Member] = []
        if let sid { members.append(.init("Sid", sid)) }
        members.append(.init("Effect", effect.rawValue))
        if let principals {
            let name = principals.isNegated ? "NotPrincipal" : "Principal"
            members.append(.init(name: name, node: Self.node(principals.elements)))
        }
        members.append(.init(actions, "Action"))
        if let resources { members.append(.init(resources, "Resource")) }
        if !conditions.isEmpty {
            members.append(.init(name: "Condition", node: Self.node(conditions)))
        }
        return JSONNode(value: .object(members))
    }

    private static func node(_ principals: [PolicyPrincipal]) -> JSONNode {
        if principals == [.everyone] { return JSONNode(value: .string("*")) }
        return grouped(principals.map { ($0.kind.rawValue, $0.name) }) { .list($0) }
    }

    private static func node(_ conditions: [PolicyCondition]) -> JSONNode {
        grouped(conditions.map { ($0.comparison.description, $0) }) { keys in
            JSONNode(
                value: .object(
                    keys.map { .init(name: $0.key, node: .list($0.values.map(\.text))) }
                )
            )
        }
    }

    /// An object of values by name, the names in the order of their first appearance.
    private static func grouped<Value>(
        _ pairs: [(name: String, value: Value)],
        _ node: ([Value]) -> JSONNode
    ) -> JSONNode {
        var groups: [(name: String, values: [Value])] = []
        for (name, value) in pairs {
            if let index = groups.firstIndex(where: { $0.name == name }) {
                groups[index].values.append(value)
            } else {
                groups.append((name, [value]))
            }
        }
        return JSONNode(
            value: .object(groups.map { .init(name: $0.name, node: node($0.values)) })
        )
    }
}

extension JSONNode.Member {
    fileprivate init(_ name: String, _ text: String) {
        self.init(name: name, node: JSONNode(value: .string(text)))
    }

    fileprivate init(_ selection: PolicySelection<PolicyPattern>, _ name: String) {
        self.init(
            name: selection.isNegated ? "Not\(name)" : name,
            node: .list(selection.elements.map(\.text))
        )
    }
}

extension JSONNode {
    /// Texts as a policy lists them: one stands for itself.
    fileprivate static func list(_ texts: [String]) -> JSONNode {
        let nodes = texts.map { JSONNode(value: .string($0)) }
        return nodes.count == 1 ? nodes[0] : JSONNode(value: .array(nodes))
    }
}
