/// How an action of ``GroupCommit`` went on the disk.
package enum WorkOutcome: Sendable {
    /// The group is durable.
    case wrote
    /// The spare is ready.
    case prepared
    /// The spare needs more steps.
    case preparing
    /// There is no room for the spare.
    case foundNoRoom(String)
    /// The segment is forgotten.
    case forgot(recycled: Bool)
    /// The files are let go of.
    case finished
    /// The disk failed; nothing more is written.
    case failed(String)
}
