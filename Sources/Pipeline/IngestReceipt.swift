/// What became of a request's events.
public struct IngestReceipt: Hashable, Sendable {
    /// The number of events that are now durable.
    public let accepted: Int
    /// The events that are not, each with its reason; their raw bytes stand in `dead_letters`.
    public let rejected: [RejectedEvent]
    /// What "durable" means here: `local-disk`.
    public let durability: String

    /// Creates a receipt.
    public init(accepted: Int, rejected: [RejectedEvent], durability: String) {
        self.accepted = accepted
        self.rejected = rejected
        self.durability = durability
    }
}
