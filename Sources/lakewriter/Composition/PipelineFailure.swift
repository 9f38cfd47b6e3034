/// The pipeline came to an end while the server ran: its log's disk failed, or another server has
/// taken its place.
struct PipelineFailure: Error, CustomStringConvertible {
    /// What happened, and what to do.
    let description: String
}
