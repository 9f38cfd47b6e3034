/// Whether events are taken now.
public enum Readiness: Hashable, Sendable {
    /// Events are taken.
    case ready
    /// Not yet: the log is being replayed.
    case starting
    /// No longer: what is open is being written out.
    case draining
    /// Not now, for a reason that an operator can read.
    case failing(reason: String)
}
