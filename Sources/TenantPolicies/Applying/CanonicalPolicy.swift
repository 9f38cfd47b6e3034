import LakeModel

/// The one form of all policies that say the same in the same statements.
///
/// Works on JSON and not on ``PolicyDocument``: what others put in force need not be a document
/// that this program would read.
enum CanonicalPolicy {
    /// A policy's canonical form: members by name, lists of texts sorted and without doubles,
    /// statements sorted by their text.
    static func of(_ root: JSONNode) -> JSONNode {
        guard let members = root.members else { return root }
        return object(
            members.compactMap { member in
                member.name == "Statement"
                    ? .init(name: member.name, node: statements(member.node)) : member
            },
            isSorted: false
        )
    }

    private static func statements(_ node: JSONNode) -> JSONNode {
        let statements = (node.array ?? [node]).map(statement)
        return JSONNode(value: .array(sorted(statements)))
    }

    private static func statement(_ node: JSONNode) -> JSONNode {
        guard let members = node.members else { return node }
        let kept = members.compactMap { member -> JSONNode.Member? in
            switch member.name {
            case "Sid" where member.node.string == "": return nil
            case "Action", "NotAction", "Resource", "NotResource":
                return .init(name: member.name, node: list(member.node))
            case "Principal", "NotPrincipal":
                return .init(name: member.name, node: principals(member.node))
            case "Condition": return .init(name: member.name, node: condition(member.node))
            default: return member
            }
        }
        return object(kept, isSorted: true)
    }

    private static func principals(_ node: JSONNode) -> JSONNode {
        guard let members = node.members else { return node }
        return object(
            members.map { member in
                let texts = (member.node.array ?? [member.node]).map { node in
                    node.string.map { JSONNode(value: .string(account($0))) } ?? node
                }
                return .init(name: member.name, node: list(JSONNode(value: .array(texts))))
            },
            isSorted: true
        )
    }

    /// `arn:aws:iam::123456789012:root` is what Amazon makes of `123456789012`.
    private static func account(_ principal: String) -> String {
        let parts = principal.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "iam", parts[5] == "root" else {
            return principal
        }
        return String(parts[4])
    }

    private static func condition(_ node: JSONNode) -> JSONNode {
        guard let operators = node.members else { return node }
        return object(
            operators.map { comparison in
                let keys = comparison.node.members ?? []
                return .init(
                    name: comparison.name,
                    node: object(
                        keys.map { .init(name: $0.name, node: list($0.node)) },
                        isSorted: true
                    )
                )
            },
            isSorted: true
        )
    }

    /// One text or several, sorted; booleans and numbers are their texts.
    private static func list(_ node: JSONNode) -> JSONNode {
        let texts = (node.array ?? [node]).map { element -> JSONNode in
            switch element.value {
            case .boolean(let value): JSONNode(value: .string(value ? "true" : "false"))
            case .number(let digits): JSONNode(value: .string(digits))
            default: element
            }
        }
        return JSONNode(value: .array(sorted(Array(Set(texts)))))
    }

    private static func object(_ members: [JSONNode.Member], isSorted: Bool) -> JSONNode {
        JSONNode(value: .object(isSorted ? members.sorted { $0.name < $1.name } : members))
    }

    private static func sorted(_ nodes: [JSONNode]) -> [JSONNode] {
        let keyed = nodes.map { node -> (key: [UInt8], node: JSONNode) in
            var writer = JSONWriter()
            writer.node(node)
            return (writer.bytes, node)
        }
        return keyed.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.node)
    }
}
