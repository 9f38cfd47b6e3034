/// A value of a ``JSONDocument``, and where it stands in it.
///
/// Nodes are equal when their values are, wherever they stand.
package struct JSONNode: Hashable, Sendable {
    /// What the value is.
    package indirect enum Value: Hashable, Sendable {
        case null
        case boolean(Bool)
        /// The digits as they stand, so that nothing is rounded.
        case number(String)
        case string(String)
        case array([JSONNode])
        /// In the order of the text; no name twice.
        case object([Member])
    }

    /// A name and its value.
    package struct Member: Hashable, Sendable {
        /// The name, its escapes undone.
        package let name: String
        /// The value.
        package let node: JSONNode

        /// Creates a member.
        package init(name: String, node: JSONNode) {
            self.name = name
            self.node = node
        }
    }

    /// What the value is.
    package let value: Value
    /// Where it stands: an RFC 6901 pointer, empty for the root.
    package let pointer: String
    /// The line that it begins on, counted from 1.
    package let line: Int

    /// Creates a node; one that was made and not read stands nowhere.
    package init(value: Value, pointer: String = "", line: Int = 1) {
        self.value = value
        self.pointer = pointer
        self.line = line
    }

    /// Compares the values alone.
    package static func == (lhs: Self, rhs: Self) -> Bool { lhs.value == rhs.value }

    /// Hashes the value alone, as equality does.
    package func hash(into hasher: inout Hasher) { hasher.combine(value) }

    /// The text, where the value is a string.
    package var string: String? {
        guard case .string(let text) = value else { return nil }
        return text
    }

    /// The elements, where the value is an array.
    package var array: [JSONNode]? {
        guard case .array(let elements) = value else { return nil }
        return elements
    }

    /// The members, where the value is an object.
    package var members: [Member]? {
        guard case .object(let members) = value else { return nil }
        return members
    }

    /// The number, where the value is a whole one, written without fraction or exponent.
    package var integer: Int? {
        guard case .number(let digits) = value else { return nil }
        return Int(digits)
    }

    /// The member of this name, where the value is an object that has one.
    package subscript(name: String) -> JSONNode? {
        members?.first { $0.name == name }?.node
    }
}
