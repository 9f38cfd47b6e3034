/// Where a listing of remnants goes on: made by a store, and understood by that store alone.
public struct RemnantMark: Hashable, Sendable {
    /// Which of a store's listings.
    enum Listing: Hashable, Sendable {
        case uploads
        case versions
        case objects
        case folders
    }

    let listing: Listing
    /// The key behind which it goes on; nil: from the beginning.
    let key: String?
    /// The version or the upload of that key behind which it goes on.
    let id: String?

    init(_ listing: Listing, key: String? = nil, id: String? = nil) {
        self.listing = listing
        self.key = key
        self.id = id
    }
}
