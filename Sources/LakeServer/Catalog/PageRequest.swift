import Iceberg
import LakeModel

/// Which part of a listing a client asks for.
///
/// A client that sends no `pageToken` gets all of it: it does not know of pages. Tokens name the last
/// element that was seen, which is all that a listing needs to go on, also on another server; one
/// that was made up leads nowhere else than a listing from the beginning does.
/// Source: Iceberg REST catalog specification, `PageToken`.
struct PageRequest {
    /// The most that one page holds, and one request to the catalog asks for.
    static let sizeMax = 1000

    private let token: String?
    private let size: Int

    /// Reads `pageToken` and `pageSize`.
    ///
    /// - Throws: ``Problem`` 400 for a size that is none.
    init(_ query: CatalogQuery) throws(Problem) {
        token = query["pageToken"]
        guard let text = query["pageSize"] else {
            size = Self.sizeMax
            return
        }
        guard let size = Int(text), size >= 1 else {
            throw .invalid("pageSize is a whole number of at least 1.")
        }
        self.size = min(size, Self.sizeMax)
    }

    /// The element behind which the page begins; nil for the first page.
    ///
    /// - Throws: ``Problem`` 400 for a token that was not handed out.
    func after<Element>(_ element: (String) -> Element?) throws(Problem) -> Element? {
        guard let token, !token.isEmpty else { return nil }
        guard let bytes = Base64URL.decode(token.utf8),
            let name = String(validating: bytes, as: UTF8.self), name.hasPrefix(Self.mark),
            let found = element(String(name.dropFirst(Self.mark.count)))
        else { throw .invalid("This pageToken was not handed out here.") }
        return found
    }

    /// The page, or everything where the client does not know of pages.
    func collect<Element: Sendable>(
        after first: Element?,
        name: KeyPath<Element, String>,
        _ list: (Element?, Int) async throws -> CatalogPage<Element>
    ) async throws -> Listing<Element> {
        guard token == nil else {
            let page = try await list(first, size)
            let last = page.isTruncated ? page.elements.last : nil
            return Listing(
                elements: page.elements,
                next: last.map { Base64URL.encode("\(Self.mark)\($0[keyPath: name])".utf8) }
            )
        }
        var elements: [Element] = []
        while true {
            let page = try await list(elements.last, Self.sizeMax)
            elements += page.elements
            guard page.isTruncated, !page.elements.isEmpty else {
                return Listing(elements: elements, next: nil)
            }
        }
    }

    /// What every token begins with: the version of their making.
    private static let mark = "1 after "
}

/// A part of a listing, and how to get the next.
struct Listing<Element> {
    let elements: [Element]
    /// The next page's token; nil behind the last.
    let next: String?
}
