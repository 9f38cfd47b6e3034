/// An event that cannot become a row of its table.
public struct RejectedEvent: Hashable, Sendable {
    /// Where it stood in the request, counted from 0.
    public let index: Int
    /// Why, for programs, in a word such as `type_mismatch` or `missing_field`.
    public let code: String
    /// The field at fault, dots between the levels; nil when it is the event as a whole.
    public let field: String?
    /// Why, for people.
    public let message: String

    /// Creates a rejection.
    public init(index: Int, code: String, field: String?, message: String) {
        self.index = index
        self.code = code
        self.field = field
        self.message = message
    }
}
