/// Something that lies below a folder and must go before nothing is left there.
public struct Remnant: Hashable, Sendable, CustomStringConvertible {
    /// What it is.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The bytes of an object: the newest version, or an older one.
        case version
        /// What a store that keeps versions puts in the place of an object that was deleted.
        case deleteMarker = "delete-marker"
        /// An upload in parts that was neither completed nor aborted.
        case upload
        /// A folder that a store keeps, and lists, when nothing is in it any more.
        case folder
    }

    /// What it is.
    public let kind: Kind
    /// Its key below the store's root, as the store spells it: it may be one that is no safe
    /// ``ObjectKey``, for whoever put it there was not this program.
    public let path: String
    /// The version's, or the upload's; empty where there is none.
    public let id: String
    /// Its length in bytes, where the store tells.
    public let size: Int

    /// Its kind and its path.
    public var description: String { "\(kind.rawValue) \(path)" }

    /// Creates a remnant.
    public init(_ kind: Kind, _ path: String, id: String = "", size: Int = 0) {
        self.kind = kind
        self.path = path
        self.id = id
        self.size = size
    }
}
