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

    /// What this process commits would be in tables twice, or get lost there: another one goes on
    /// with its log, or the store is found not to heed conditions.
    static func fenced(_ reason: String) -> WriterFailure {
        WriterFailure(
            answer: "this server has to stop; send to another one, or again later",
            advice: "this server must not commit to the lake's tables any more, and stops; its "
                + "events are safe in the data directory",
            reason: reason
        )
    }
}
