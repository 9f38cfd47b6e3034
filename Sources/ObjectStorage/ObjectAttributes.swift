/// What a store tells of an object without its bytes.
///
/// Equal when key, size and tag are: not every answer tells when the object was written.
public struct ObjectAttributes: Hashable, Sendable {
    /// The object's name.
    public let key: ObjectKey
    /// Its length in bytes.
    public let size: Int
    /// The entity tag, unquoted and opaque; changes when the object does.
    public let entityTag: String
    /// When it was written, by the store's clock; nil where the answer does not tell, which a
    /// listing of a bucket or a directory always does.
    public let modified: UnixTime?

    /// Creates attributes.
    public init(key: ObjectKey, size: Int, entityTag: String, modified: UnixTime? = nil) {
        self.key = key
        self.size = size
        self.entityTag = entityTag
        self.modified = modified
    }

    /// Compares all but the time.
    public static func == (lhs: Self, rhs: Self) -> Bool {
        (lhs.key, lhs.size, lhs.entityTag) == (rhs.key, rhs.size, rhs.entityTag)
    }

    /// Hashes what is compared.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(key)
        hasher.combine(size)
        hasher.combine(entityTag)
    }
}
