/// A page of a catalog's listing.
public struct CatalogPage<Element: Sendable>: Sendable {
    /// What is listed.
    public let elements: [Element]
    /// Whether more follow: the next page begins behind the last element.
    public let isTruncated: Bool

    /// Creates a page.
    public init(elements: [Element], isTruncated: Bool) {
        self.elements = elements
        self.isTruncated = isTruncated
    }
}

extension CatalogPage: Equatable where Element: Equatable {}
