/// What became of a body's events.
public struct DecodeSummary: Hashable, Sendable {
    /// The number of events that are rows now.
    public let acceptedCount: Int
    /// The events that are not, in their order: all of them.
    public let rejections: [EventRejection]

    /// Creates a summary.
    public init(acceptedCount: Int, rejections: [EventRejection]) {
        self.acceptedCount = acceptedCount
        self.rejections = rejections
    }
}
