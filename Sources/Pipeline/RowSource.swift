import Columnar

/// What rows of a generation collect in: of events, or of rejected ones.
///
/// Unchecked, since its classes are not thread-safe: whoever checked a source out of its
/// ``GenerationBuffer`` is its one owner until it is checked in, and the writer's lock lies between
/// two owners.
enum RowSource: @unchecked Sendable {
    case events(EventDecoder)
    case deadLetters(DeadLetterBuilder)

    var byteCount: Int {
        switch self {
        case .events(let decoder): decoder.byteCount
        case .deadLetters(let builder): builder.byteCount
        }
    }

    /// Takes the rows out; nil when there are none.
    func finish() -> RecordBatch? {
        switch self {
        case .events(let decoder): decoder.rowCount > 0 ? decoder.finish() : nil
        case .deadLetters(let builder): builder.rowCount > 0 ? builder.finish() : nil
        }
    }
}
