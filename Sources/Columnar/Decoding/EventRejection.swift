/// An event that did not become a row.
public struct EventRejection: Hashable, Sendable {
    /// Where it stands among the body's events, counted from 0.
    public let index: Int
    /// Why, for programs.
    public let code: RejectionCode
    /// The field at fault (`page.ms`, `items[0].qty`); nil when it is the event as a whole.
    public let field: String?
    /// Why, for people; holds at most about 100 bytes of the event.
    public let message: String
    /// Where the raw event lies in the body.
    public let byteRange: Range<Int>

    /// Creates a rejection.
    public init(
        index: Int,
        code: RejectionCode,
        field: String?,
        message: String,
        byteRange: Range<Int>
    ) {
        self.index = index
        self.code = code
        self.field = field
        self.message = message
        self.byteRange = byteRange
    }
}
