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

    /// Where a source stands.
    enum Mark: Hashable, Sendable {
        case events(EventDecoder.Mark)
        case deadLetters(DeadLetterBuilder.Mark)
    }

    func mark() -> Mark {
        switch self {
        case .events(let decoder): .events(decoder.mark())
        case .deadLetters(let builder): .deadLetters(builder.mark())
        }
    }

    /// Takes back all rows since `mark`, which is one of this source's.
    func rollback(to mark: Mark) {
        switch (self, mark) {
        case (.events(let decoder), .events(let mark)): decoder.rollback(to: mark)
        case (.deadLetters(let builder), .deadLetters(let mark)): builder.rollback(to: mark)
        default: preconditionFailure("a mark is of the source it was made by")
        }
    }
}
