import LakeModel

/// A document with placeholders in it: a file of `policies/`.
///
/// Values are put into the document that was read, string by string, and never into its text: no
/// value can end a string, add a member or become a number.
///
///     "{{bucket}}/x"                    a value; in an array, one element for each of a list's
///     "{{if write}}s3:PutObject"        an element, or a member by its name, that is left out
///     "{{unless write}}Permission": …   … when the placeholder has a value or none
///     "{{if}}": "kms-key"               the same for the object that it is a member of
///     "{{each}}": "folder"              an object of an array, repeated for each value
///     "{{identity}}"                    a whole document; "{{identity:text}}": its text
///
/// A member whose name holds `{{tenant}}` or `{{logical-id}}` is repeated for each tenant of a file
/// that is about several.
package struct PolicyTemplate: Sendable {
    /// The file that it was read from, for errors.
    package let file: String
    let root: Node

    /// A value of the template.
    struct Node: Sendable {
        let value: Value
        let pointer: String
        let line: Int
    }

    /// What a value is.
    indirect enum Value: Sendable {
        /// What has no placeholders: numbers, booleans, null.
        case constant(JSONNode)
        case text(TemplateText)
        case array([Node])
        case object(Object)
    }

    /// An object, and when and how often it is written.
    struct Object: Sendable {
        var conditions: [TemplateText.Condition] = []
        var each: TemplatePlaceholder?
        var members: [(name: TemplateText, node: Node)] = []
    }

    /// Reads a template.
    ///
    /// - Throws: ``PolicyTemplateError`` for what is no JSON, and for what no placeholder is.
    package init(_ bytes: [UInt8], file: String) throws(PolicyTemplateError) {
        let document: JSONDocument
        do throws(JSONDocumentError) {
            document = try JSONDocument(bytes)
        } catch {
            throw PolicyTemplateError(
                file: file,
                line: error.line,
                reason: "not JSON: column \(error.column): \(error.reason)"
            )
        }
        self.file = file
        root = try Self.node(document.root, .root, file)
    }

    /// Where a value stands, which decides what can be left out and repeated.
    private enum Place {
        case root
        case member
        case element
    }

    private static func node(
        _ node: JSONNode,
        _ place: Place,
        _ file: String
    ) throws(PolicyTemplateError) -> Node {
        let value: Value
        switch node.value {
        case .null, .boolean, .number: value = .constant(node)
        case .string(let string):
            let text = try self.text(string, at: node, file)
            guard text.condition == nil || place == .element else {
                throw error(node, file, "a condition goes to the member's name")
            }
            value = .text(text)
        case .array(let elements):
            var nodes: [Node] = []
            for element in elements { nodes.append(try self.node(element, .element, file)) }
            value = .array(nodes)
        case .object(let members):
            let object = try object(members, file)
            guard object.conditions.isEmpty || place != .root else {
                throw error(node, file, "the whole document cannot be left out")
            }
            guard object.each == nil || place == .element else {
                throw error(node, file, "only an object in an array can be repeated")
            }
            value = .object(object)
        }
        return Node(value: value, pointer: node.pointer, line: node.line)
    }

    private static func object(
        _ members: [JSONNode.Member],
        _ file: String
    ) throws(PolicyTemplateError) -> Object {
        var object = Object()
        for member in members {
            switch member.name {
            case "{{if}}", "{{unless}}":
                object.conditions.append(
                    .init(
                        placeholder: try placeholder(member.node, file),
                        isNegated: member.name == "{{unless}}"
                    )
                )
            case "{{each}}": object.each = try placeholder(member.node, file)
            default:
                let name = try text(member.name, at: member.node, file)
                object.members.append((name, try node(member.node, .member, file)))
            }
        }
        return object
    }

    private static func placeholder(
        _ node: JSONNode,
        _ file: String
    ) throws(PolicyTemplateError) -> TemplatePlaceholder {
        do throws(TemplateText.Failure) {
            return try TemplateText.placeholder(node.string ?? "")
        } catch {
            throw self.error(node, file, error.reason)
        }
    }

    private static func text(
        _ text: String,
        at node: JSONNode,
        _ file: String
    ) throws(PolicyTemplateError) -> TemplateText {
        do throws(TemplateText.Failure) {
            return try TemplateText(text)
        } catch {
            throw self.error(node, file, error.reason)
        }
    }

    private static func error(
        _ node: JSONNode,
        _ file: String,
        _ reason: String
    ) -> PolicyTemplateError {
        PolicyTemplateError(file: file, line: node.line, pointer: node.pointer, reason: reason)
    }
}
