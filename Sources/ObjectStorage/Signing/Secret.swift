/// A text that must never be printed: a key, a token.
///
/// Descriptions, mirrors and dumps show `******`. The text comes out in one place only, under a
/// name that stands out in review: ``exposed``.
public struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// The secret itself: for signing, never for a message.
    package let exposed: String

    /// Wraps a secret.
    public init(_ exposed: String) {
        self.exposed = exposed
    }

    /// Six asterisks.
    public var description: String { "******" }
    /// Six asterisks.
    public var debugDescription: String { "******" }
    /// Shows nothing of the secret.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
