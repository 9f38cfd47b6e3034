/// One way in which a table disagrees with what lies in the store.
public struct Finding: Hashable, Sendable, CustomStringConvertible {
    /// What kind of disagreement.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A file that the table names is not there.
        case missingFile = "missing-file"
        /// A file has another size than the table says.
        case wrongSize = "wrong-size"
        /// A count of rows, values or files is not what the files have.
        case wrongCount = "wrong-count"
        /// A value lies outside of the bounds that the table says.
        case wrongBounds = "wrong-bounds"
        /// A file lies in another partition than the table says.
        case wrongPartition = "wrong-partition"
        /// A file is in the table twice: its rows count twice.
        case duplicate
        /// A data file that no snapshot names, and that is too old to be on its way into one.
        case orphan
        /// Metadata that cannot be read, or contradicts itself.
        case corrupt
        /// The version hint does not name the newest version.
        case staleHint = "stale-hint"
    }

    /// What kind of disagreement.
    public let kind: Kind
    /// What it is about: a URI.
    public let object: String
    /// What is wrong, in words.
    public let message: String

    /// `kind: object: message`.
    public var description: String { "\(kind.rawValue): \(object): \(message)" }

    /// Creates a finding.
    public init(_ kind: Kind, _ object: String, _ message: String) {
        self.kind = kind
        self.object = object
        self.message = message
    }
}
