/// A text with wildcards and variables: a resource, an action, or a condition's value.
///
/// Keeps the text alone, since a policy set holds millions of them and few are ever matched; what
/// is in it, ``parts(version:)`` says. Source: IAM User Guide, "IAM policy elements: Variables and
/// tags".
public struct PolicyPattern: Hashable, Sendable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    /// The text as the policy has it.
    public let text: String

    /// Creates a pattern of any text.
    public init(_ text: String) { self.text = text }

    /// Creates a pattern of any text.
    public init(stringLiteral text: String) { self.text = text }

    /// The text.
    public var description: String { text }

    /// Compares the bytes: texts that Unicode holds for the same name different objects.
    public static func == (lhs: Self, rhs: Self) -> Bool {
        lhs.text.utf8.elementsEqual(rhs.text.utf8)
    }

    /// Hashes the bytes, as equality does.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(text.utf8.count)
        for byte in text.utf8 { hasher.combine(byte) }
    }
}
