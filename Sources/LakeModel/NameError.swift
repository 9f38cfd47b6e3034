/// A name that may not reach a key, a policy or a log line.
///
/// The message names the pattern and never the offending text, which may be hostile.
public struct NameError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was to be named: `tenant` or `table`.
    public let kind: String
    /// The regular expression that names of this kind match.
    public let pattern: String

    /// A sentence for people.
    public var description: String { "a \(kind) name must match \(pattern)" }
}
