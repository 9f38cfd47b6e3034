/// An erasure after which there still was something, each time that it was listed.
public struct ErasureUnfinished: Error, Sendable, CustomStringConvertible {
    /// What was removed.
    public let report: ErasureReport

    /// What to do.
    public var description: String {
        "things of \(report.tenant) kept arriving through \(report.rounds) sweeps: find out who "
            + "still writes with its credentials, or a server that does not read the lake's "
            + "tenants, and run the erasure again"
    }
}
