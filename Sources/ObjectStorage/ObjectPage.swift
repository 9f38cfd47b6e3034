/// A page of a listing.
public struct ObjectPage: Sendable {
    /// The objects, in the order of their keys' bytes.
    public let objects: [ObjectAttributes]
    /// Whether there are more behind the last one.
    public let isTruncated: Bool

    /// Creates a page.
    public init(objects: [ObjectAttributes], isTruncated: Bool) {
        self.objects = objects
        self.isTruncated = isTruncated
    }
}
