/// One event: into a row, or into a rejection.
extension EventFiller {
    /// What became of an event.
    struct Outcome {
        /// The byte behind the event.
        let end: ScanCursor
        /// Why it is no row; nil when it is.
        let rejection: Rejection?
    }

    /// Why an event is no row.
    struct Rejection {
        let code: RejectionCode
        var field: String?
        let message: String
    }

    /// Reads the event at `start` into ``row``, which stays the caller's to count.
    ///
    /// Returns nil when its end cannot be found, because it is not JSON or too deep.
    @inline(__always)
    mutating func readEvent(_ start: ScanCursor, describes: Bool) -> Outcome? {
        if start.byte == .openBrace, let end = fillEvent(start),
            end - start <= limits.eventByteCountMax
        {
            return Outcome(end: end, rejection: nil)
        }
        return examine(start, describes: describes)
    }

    private mutating func fillEvent(_ start: ScanCursor) -> ScanCursor? {
        openLevels = 0
        elementsLeft = limits.listElementsPerEventMax
        unknownKeys.beginEvent()
        guard let end = fillObject(start, object: 0, slot: row, depth: 1), completeRow() else {
            return nil
        }
        return end
    }

    /// Fills in what the event does not say, and checks its time.
    private mutating func completeRow() -> Bool {
        let eventID = plan.eventID
        let eventTime = plan.eventTime
        if builders[eventTime].prepare(row) {
            builders[eventTime].append(body.ingestTime)
        } else if !body.times.contains(builders[eventTime].lastInt64) {
            return failTime(isOld: builders[eventTime].lastInt64 < body.times.lowerBound)
        }
        if builders[eventID].prepare(row) {
            let id = UUIDv7.make(
                microseconds: body.ingestTime,
                seed: body.seed,
                index: UInt64(body.eventIndex)
            )
            UUIDv7.write(id) { builders[eventID].appendData($0) }
            builders[eventID].appendBytes()
        }
        return true
    }

    private mutating func failTime(isOld: Bool) -> Bool {
        path.removeAll(keepingCapacity: true)
        fault =
            isOld
            ? .event(.eventTimeTooOld, "the event is older than the table takes")
            : .event(.eventTimeInFuture, "the event is further in the future than allowed")
        return unwind(.node(plan.eventTimeNode)) != nil
    }

    /// Takes a half-read event back and finds out what is wrong with it.
    ///
    /// What is not JSON is nothing else; then the limits count; then keys that stand twice, whose
    /// last value may be right where an earlier one was not; then what the filler found.
    @inline(never)
    private mutating func examine(_ start: ScanCursor, describes: Bool) -> Outcome? {
        truncate(to: row)
        let limitFault = scanner.fault
        var lenient = scanner
        lenient.keysMax = .max
        lenient.numberLengthMax = .max
        guard let end = lenient.skipValue(start, depth: 0) else {
            scanner = lenient
            return nil
        }
        func rejected(_ code: RejectionCode, _ message: String) -> Outcome {
            Outcome(end: end, rejection: Rejection(code: code, field: nil, message: message))
        }
        guard start.byte == .openBrace else {
            return rejected(
                .notAnObject,
                describes ? "expected an object, found \(Excerpt.found(start))" : Self.undescribed
            )
        }
        guard end - start <= limits.eventByteCountMax else {
            return rejected(
                .tooLarge,
                "the event is larger than \(limits.eventByteCountMax) bytes"
            )
        }
        if case .scanner = fault { return Outcome(end: end, rejection: Rejection(limitFault)) }
        if fillWithoutDuplicates(start, scanner: lenient) {
            return Outcome(end: end, rejection: nil)
        }
        return Outcome(end: end, rejection: rejection(describes: describes))
    }

    /// Decodes the event again without the keys that stand twice; false when it has none, or when
    /// it is no row all the same.
    private mutating func fillWithoutDuplicates(
        _ start: ScanCursor,
        scanner lenient: JSONScanner
    ) -> Bool {
        rewritten.removeAll()
        var rewriter = DuplicateKeys(plan: plan, scanner: lenient)
        rewriter.rewrite(start, into: &rewritten)
        if case .duplicate = fault {} else if !rewriter.found { return false }
        hasNoDuplicates = true
        defer { hasNoDuplicates = false }
        if fillEvent(rewritten.start()) != nil { return true }
        truncate(to: row)
        return false
    }

    private func rejection(describes: Bool) -> Rejection {
        switch fault {
        case .scanner:
            return Rejection(scanner.fault)
        case .duplicate:
            preconditionFailure("an event without duplicates has none")
        case .event(let code, let message):
            guard describes else { return Rejection(code: code, message: Self.undescribed) }
            return Rejection(code: code, field: field, message: "\(message)")
        case .value(let code, let position, let node, let hint):
            guard describes else { return Rejection(code: code, message: Self.undescribed) }
            var message =
                "expected \(plan.expectations[node]), found \(Excerpt.found(position))"
            if let hint { message += "; \(hint)" }
            return Rejection(code: code, field: field, message: message)
        }
    }

    /// The way to the field at fault: dots between names, indexes in brackets.
    private var field: String {
        var text = ""
        for step in path.reversed() {
            switch step {
            case .element(let index):
                text += "[\(index)]"
                continue
            case .node(let node):
                text += text.isEmpty ? plan.names[node] : ".\(plan.names[node])"
            case .unknown(let key):
                text += text.isEmpty ? key : ".\(key)"
            }
        }
        return text
    }

    /// What is said of events past the limit of described ones.
    static let undescribed = "not described: the body has too many rejected events"
}

extension EventFiller.Rejection {
    /// A limit of the scanner that the event is past.
    init(_ fault: JSONFault) {
        let code: RejectionCode =
            switch fault {
            case .tooDeep: .tooDeep
            case .tooManyKeys: .tooManyKeys
            case .numberTooLong: .tooLarge
            default: .malformedJSON
            }
        self.init(code: code, field: nil, message: fault.message)
    }
}
