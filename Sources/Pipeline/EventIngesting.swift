public import LakeModel

/// Takes events in: what the door calls for every request that it has authenticated.
public protocol EventIngesting: Sendable {
    /// Whether a request of `bytes` would be taken now, asked before its body is read.
    ///
    /// - Throws: ``IngestError`` with `.throttled`, `.overloaded` or `.unavailable` when it would
    ///   not.
    func admit(bytes: Int, from tenant: TenantID) throws(IngestError)

    /// Decodes the events, makes them durable, and returns.
    ///
    /// When this returns, every accepted event survives a crash, and every rejected one stands in
    /// `dead_letters`. When it throws, nothing of the request was kept.
    func ingest(_ request: IngestRequest) async throws(IngestError) -> IngestReceipt

    /// Whether events are taken now, and if not, why.
    var readiness: Readiness { get }
}
