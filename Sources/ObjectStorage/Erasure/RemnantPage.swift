/// A page of what lies below a folder.
public struct RemnantPage: Sendable {
    /// What was found; a page may be empty and have another behind it.
    public let remnants: [Remnant]
    /// Where the next page begins; nil when this is the last one.
    public let next: RemnantMark?

    /// Creates a page.
    public init(remnants: [Remnant], next: RemnantMark?) {
        self.remnants = remnants
        self.next = next
    }
}
