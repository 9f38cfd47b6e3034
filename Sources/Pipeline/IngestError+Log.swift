import WriteAheadLog

extension IngestError {
    /// What a client is told when the log does not take its events.
    init(_ error: WALError) {
        switch error.code {
        case .backlogged:
            self.init(
                .overloaded,
                "the log's disk is behind; send again",
                retryAfter: .seconds(1)
            )
        case .full:
            self.init(
                .overloaded,
                "the log is full of events that wait to be written to the lake",
                retryAfter: .seconds(10)
            )
        case .tooLarge:
            self.init(.tooLarge, "the request is larger than the log takes; send it in parts")
        case .corrupted, .poisoned, .closed, .cancelled, .locked, .unusable:
            self.init(
                .unavailable,
                "the log cannot be written; send again later or elsewhere",
                retryAfter: .seconds(10)
            )
        }
    }
}
