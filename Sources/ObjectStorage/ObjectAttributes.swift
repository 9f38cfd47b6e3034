/// What a store tells of an object without its bytes.
public struct ObjectAttributes: Hashable, Sendable {
    /// The object's name.
    public let key: ObjectKey
    /// Its length in bytes.
    public let size: Int
    /// The entity tag, unquoted and opaque; changes when the object does.
    public let entityTag: String

    /// Creates attributes.
    public init(key: ObjectKey, size: Int, entityTag: String) {
        self.key = key
        self.size = size
        self.entityTag = entityTag
    }
}
