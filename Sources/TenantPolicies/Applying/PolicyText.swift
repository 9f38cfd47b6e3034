import LakeModel

/// A policy as somebody keeps it: compared by what it says, shown as it is compared.
///
/// Stores write what they were given in another way: lists of one as their element, members in
/// another order, accounts as their root's ARN. Two texts are equal when such differences are the
/// only ones; the order of statements and of lists decides nothing in a policy, and does not count.
public struct PolicyText: Hashable, Sendable {
    /// The text to give to a store.
    public let json: String
    private let canonical: JSONNode

    /// Reads a text; one that is no policy at all equals itself alone.
    public init(_ json: String) {
        self.json = json
        let node = (try? JSONDocument(Array(json.utf8)).root) ?? JSONNode(value: .string(json))
        canonical = CanonicalPolicy.of(node)
    }

    /// The text of a document, at its shortest.
    public init(_ document: PolicyDocument) {
        self.init(String(decoding: document.compact, as: UTF8.self))
    }

    /// Compares what the texts say.
    public static func == (lhs: Self, rhs: Self) -> Bool { lhs.canonical == rhs.canonical }

    /// Hashes what the text says, as equality does.
    public func hash(into hasher: inout Hasher) { hasher.combine(canonical) }

    /// The canonical form, on lines for people.
    public var lines: [String] {
        String(decoding: canonical.pretty, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// The canonical form at its shortest: equal texts have equal bytes.
    package var canonicalBytes: [UInt8] {
        var writer = JSONWriter()
        writer.node(canonical)
        return writer.bytes
    }
}
