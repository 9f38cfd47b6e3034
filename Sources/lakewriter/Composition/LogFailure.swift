/// The log's disk failed while the server ran.
struct LogFailure: Error, CustomStringConvertible {
    let reason: String

    var description: String {
        "the log failed: \(reason); start the server again, which replays what was acknowledged, "
            + "and if that fails too, replace the disk of the data directory"
    }
}
