package import ByteCoding

extension GroupCommit {
    /// An appender offers a record.
    ///
    /// - Returns: its place.
    /// - Throws: `.tooLarge`, `.backlogged`, `.full`, `.closed`, `.poisoned`.
    package mutating func append(
        kind: UInt8,
        header: [UInt8],
        body: PaddedBytes?
    ) throws(WALError) -> Range<LogSequenceNumber> {
        try checkOpen()
        let byteCount = Frame.paddedCount(header: header.count, body: body?.count ?? 0)
        try checkLimits(byteCount, isBookkeeping: body == nil)
        let opened = try place(byteCount, isBookkeeping: body == nil)
        let record = PendingRecord(
            position: appended,
            purpose: .record,
            kind: kind,
            header: header,
            body: body
        )
        return enqueue(record, byteCount: byteCount, opened: opened)
    }

    /// What a wait for `position` comes to; nil while that is open.
    package func outcome(
        ofWaitingFor position: LogSequenceNumber
    ) -> Result<Void, WALError>? {
        precondition(position <= appended, "nobody appended up to \(position)")
        if position <= durable { return .success(()) }
        switch phase {
        case .open, .closing: return nil
        case .closed: return .failure(WALError(.closed, "the log is closed"))
        case .poisoned(let message): return .failure(WALError(.poisoned, message))
        }
    }

    func checkOpen() throws(WALError) {
        switch phase {
        case .open: return
        case .closing, .closed: throw WALError(.closed, "the log is closed")
        case .poisoned(let message): throw WALError(.poisoned, message)
        }
    }

    private mutating func checkLimits(_ byteCount: Int, isBookkeeping: Bool) throws(WALError) {
        guard byteCount <= min(settings.recordBytesMax, Frame.lengthMax) else {
            throw WALError(
                .tooLarge,
                "a record of \(byteCount) bytes; the log takes \(settings.recordBytesMax)"
            )
        }
        let extra = isBookkeeping ? settings.reserve : 0
        let limit = settings.retainedBytesMax + UInt64(extra)
        guard retainedBytes + UInt64(byteCount) <= limit else {
            throw WALError(
                .full,
                "the log retains \(retainedBytes) bytes of \(settings.retainedBytesMax)"
                    + ", from position \(oldest)"
            )
        }
        askForLargeSpare(byteCount)
        guard
            groups.isEmpty || backlogBytes + byteCount <= settings.backlogBytesMax + extra
        else {
            throw WALError(.backlogged, "\(backlogBytes) bytes wait to be written to the log")
        }
    }

    /// What a record needs of a segment that it begins: the reserve behind it must be left.
    private func segmentRoom(for byteCount: Int) -> Int { byteCount + settings.reserve }

    /// Has a segment made for a record that fits in no ordinary one.
    ///
    /// Whoever offers it is refused with `.backlogged` until then.
    private mutating func askForLargeSpare(_ byteCount: Int) {
        let needed = segmentRoom(for: byteCount)
        guard needed > settings.segmentCapacity, needed > largeSpare ?? 0 else { return }
        largeWanted = max(largeWanted ?? 0, Block.roundUp(needed))
    }

    /// Finds the record's segment; the result is the room of a spare that it begins, or nil.
    ///
    /// While no spare is ready the reserve of the tail is kept for bookkeeping.
    private mutating func place(
        _ byteCount: Int,
        isBookkeeping: Bool
    ) throws(WALError) -> Int? {
        let reserve = isBookkeeping || spares > 0 ? 0 : settings.reserve
        if byteCount + reserve <= tail.room(behind: appended) { return nil }
        let needed = segmentRoom(for: byteCount)
        if needed <= settings.segmentCapacity {
            guard spares > 0 else { throw noPlace() }
            spares -= 1
            return settings.segmentCapacity
        }
        guard let large = largeSpare, large >= needed else { throw noPlace() }
        largeSpare = nil
        return large
    }

    private func noPlace() -> WALError {
        if let roomFailure { return WALError(.full, "no room for a segment: \(roomFailure)") }
        return WALError(.backlogged, "the next segment of the log is being made")
    }

    mutating func enqueue(
        _ record: PendingRecord,
        byteCount: Int,
        opened: Int?
    ) -> Range<LogSequenceNumber> {
        if let opened { tail = SegmentExtent(first: appended, capacity: opened) }
        let open = groups.count - 1
        let isOpen =
            open >= 0 && !(open == 0 && work == .writing) && opened == nil
            && groups[open].byteCount + byteCount <= settings.groupBytesMax
        if isOpen {
            groups[open].append(record, byteCount: byteCount)
        } else {
            var group = CommitGroup(begin: appended, openedCapacity: opened)
            group.append(record, byteCount: byteCount)
            groups.append(group)
        }
        let begin = appended
        appended = appended.advanced(by: byteCount)
        backlogBytes += byteCount
        return begin..<appended
    }
}
