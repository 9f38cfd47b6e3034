/// What a record of the pipeline's log says.
enum LogRecordKind: UInt8, Sendable {
    /// A process started here: an empty record, by which it learns where the log ends.
    case start = 1
    /// The events of one request: an ``EventsRecord`` and the body as the client sent it.
    case events = 2
    /// A generation was sealed: a ``SealRecord``.
    case seal = 3
    /// A generation is in its table, or void: a ``CommitRecord``.
    case commit = 4
    /// A generation's files are in the lake: a ``WrittenRecord``.
    case written = 5
}
