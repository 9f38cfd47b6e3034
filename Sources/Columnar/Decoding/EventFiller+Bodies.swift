/// Bodies: events one after the other.
extension EventFiller {
    /// A body while it is read.
    struct Body {
        let start: ScanCursor
        let end: ScanCursor
        var acceptedCount = 0
        var rejections: [EventRejection] = []
    }

    /// Reads all events of a body.
    mutating func read(
        _ body: inout Body,
        framing: EventFraming,
        context: BodyContext
    ) throws(DecodeError) {
        self.body = context
        hasNoDuplicates = false
        unknownKeys.begin(seed: context.seed.0 ^ context.seed.1 &* 0x9E37_79B9_7F4A_7C15)
        switch framing {
        case .json:
            scanner = JSONScanner(whitespace: JSONScanner.blanksAndNewlines, limits: limits)
            try readJSON(&body)
        case .ndjson:
            scanner = JSONScanner(whitespace: JSONScanner.blanks, limits: limits)
            try readLines(&body)
        }
    }

    private mutating func readJSON(_ body: inout Body) throws(DecodeError) {
        let invalid = body.start.firstInvalidUTF8(before: body.end)
        guard invalid == body.end else {
            throw DecodeError(.badUTF8, offset: invalid - body.start)
        }
        var cursor = scanner.skipWhitespace(body.start)
        switch cursor.byte {
        case .openBrace:
            cursor = try readEvent(cursor, of: &body)
        case .openBracket:
            cursor = try readArray(cursor, of: &body)
        default:
            throw DecodeError(
                .malformed,
                "a JSON body is an object or an array of objects",
                offset: cursor - body.start
            )
        }
        cursor = scanner.skipWhitespace(cursor)
        guard cursor == body.end else {
            throw DecodeError(.trailingBytes, offset: cursor - body.start)
        }
    }

    private mutating func readArray(
        _ open: ScanCursor,
        of body: inout Body
    ) throws(DecodeError) -> ScanCursor {
        var cursor = scanner.skipWhitespace(open + 1)
        if cursor.byte == .closeBracket { return cursor + 1 }
        while true {
            cursor = scanner.skipWhitespace(try readEvent(cursor, of: &body))
            if cursor.byte == .closeBracket { return cursor + 1 }
            guard cursor.byte == .comma else {
                throw DecodeError(.commaExpected, offset: cursor - body.start)
            }
            cursor = scanner.skipWhitespace(cursor + 1)
        }
    }

    private mutating func readEvent(
        _ start: ScanCursor,
        of body: inout Body
    ) throws(DecodeError) -> ScanCursor {
        try countEvent()
        guard let outcome = readEvent(start, describes: describes(body)) else {
            throw scanner.error(from: body.start)
        }
        record(outcome.rejection, from: start, to: outcome.end, of: &body)
        return outcome.end
    }

    private mutating func readLines(_ body: inout Body) throws(DecodeError) {
        var invalid = body.start.firstInvalidUTF8(before: body.end)
        var cursor = body.start
        while true {
            cursor = scanner.skipWhitespace(cursor)
            if cursor.byte == .newline {
                cursor += 1
                continue
            }
            if cursor == body.end { return }
            try countEvent()
            let outcome = readEvent(cursor, describes: describes(body))
            if let outcome {
                let stop = scanner.skipWhitespace(outcome.end)
                if stop == body.end || stop.byte == .newline, !(invalid < stop) {
                    record(outcome.rejection, from: cursor, to: outcome.end, of: &body)
                    cursor = stop
                    continue
                }
                truncate(to: row)
                _ = scanner.fail(.trailingBytes, at: stop)
            }
            let lineEnd = cursor.next(.newline, before: body.end)
            recordMalformedLine(from: cursor, to: lineEnd, invalid: invalid, of: &body)
            cursor = lineEnd
            if invalid < lineEnd { invalid = lineEnd.firstInvalidUTF8(before: body.end) }
        }
    }

    /// Records a line that is not JSON, or too deep; the scanner's fault says which.
    private mutating func recordMalformedLine(
        from start: ScanCursor,
        to lineEnd: ScanCursor,
        invalid: ScanCursor,
        of body: inout Body
    ) {
        var end = lineEnd
        while start < end, (end + -1).byte <= 0x20,
            JSONScanner.blanks >> UInt64((end + -1).byte) & 1 != 0
        {
            end += -1
        }
        let fault = invalid < lineEnd ? .badUTF8 : scanner.fault
        let position = invalid < lineEnd ? invalid : scanner.faultPosition ?? start
        var rejection = Rejection(fault)
        if describes(body) {
            let place = "\(fault.message) at byte \(position - start) of the line"
            rejection = Rejection(code: rejection.code, field: nil, message: place)
        }
        record(rejection, from: start, to: end, of: &body)
    }

    private func describes(_ body: borrowing Body) -> Bool {
        body.rejections.count < limits.describedRejectionsMax
    }

    private func countEvent() throws(DecodeError) {
        guard self.body.eventIndex < limits.eventsMax else {
            throw DecodeError(
                .tooManyEvents,
                "a body may have \(limits.eventsMax) events at most"
            )
        }
    }

    @inline(__always)
    private mutating func record(
        _ rejection: Rejection?,
        from start: ScanCursor,
        to end: ScanCursor,
        of body: inout Body
    ) {
        if let rejection {
            body.rejections.append(
                EventRejection(
                    index: self.body.eventIndex,
                    code: rejection.code,
                    field: rejection.field,
                    message: rejection.message,
                    byteRange: (start - body.start)..<(end - body.start)
                )
            )
        } else {
            row += 1
            body.acceptedCount += 1
        }
        self.body.eventIndex += 1
    }
}
