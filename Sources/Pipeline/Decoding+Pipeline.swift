import Columnar

/// How the decoder's words become the door's.

extension IngestRequest.Format {
    /// The decoder's name for the format.
    var framing: EventFraming {
        switch self {
        case .json: .json
        case .ndjson: .ndjson
        }
    }
}

extension IngestError {
    /// What a client is told of a body that cannot be decoded.
    init(_ error: DecodeError) {
        switch error.code {
        case .malformed, .tooDeep: self.init(.malformed, error.message)
        case .tooManyEvents, .tooLarge: self.init(.tooLarge, error.message)
        }
    }
}

extension RejectedEvent {
    /// What a client is told of an event that was refused.
    init(_ rejection: EventRejection) {
        self.init(
            index: rejection.index,
            code: rejection.code.rawValue,
            field: rejection.field,
            message: rejection.message
        )
    }
}
