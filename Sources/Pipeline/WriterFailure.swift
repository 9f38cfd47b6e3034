/// Why a writer takes nothing any more, and what an operator should do.
struct WriterFailure: Hashable, Sendable {
    /// What went wrong, in words for clients.
    let answer: String
    /// What an operator should do.
    let advice: String
    /// What happened, from where it happened.
    let reason: String

    /// The log's disk failed: nothing can be made durable any more.
    static func log(_ reason: String) -> WriterFailure {
        WriterFailure(
            answer: "the log failed; the server must restart",
            advice: "the log failed; start the server again, which replays what was acknowledged, "
                + "and if that fails too, replace the disk of the data directory",
            reason: reason
        )
    }

    /// Another process goes on with this log: what this one commits would be in tables twice.
    static func fenced(_ reason: String) -> WriterFailure {
        WriterFailure(
            answer: "another server has taken the place of this one",
            advice: "another server goes on with this log, or with a copy of it, and this one must "
                + "stop; its events are safe in the data directory: start it there again once the "
                + "other has stopped, or give it a data directory of its own",
            reason: reason
        )
    }
}
