/// Why a request was not taken; nothing of it was kept.
public struct IngestError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the client can do.
    public enum Code: Hashable, Sendable {
        /// The body is not what its content type says (400).
        case malformed
        /// There is no such table (404).
        case unknownTable
        /// The body is too large once decompressed (413).
        case tooLarge
        /// `?strict=true`, and an event is bad (422).
        case rejected
        /// This tenant has more under way, or waiting in memory, than its share (429). Retry later.
        case throttled
        /// This tenant has used up what it is allowed (429). Retry later.
        case quotaExceeded
        /// Memory or the log is full of events that wait to be written (503). Retry later.
        case overloaded
        /// The log cannot be written, or the server is stopping (503). Retry later or elsewhere.
        case unavailable
    }

    /// What the client can do.
    public let code: Code
    /// What happened, for people.
    public let message: String
    /// When it is worth trying again, where that is known.
    public let retryAfter: Duration?
    /// The bad events, under `.rejected`.
    public let rejected: [RejectedEvent]

    /// The message.
    public var description: String { message }

    /// Creates an error.
    public init(
        _ code: Code,
        _ message: String,
        retryAfter: Duration? = nil,
        rejected: [RejectedEvent] = []
    ) {
        self.code = code
        self.message = message
        self.retryAfter = retryAfter
        self.rejected = rejected
    }
}
