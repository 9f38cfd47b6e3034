extension GroupCommit {
    /// Says what the writer does now that it is free.
    package mutating func next() -> Action {
        precondition(work == .none, "the writer reports before it asks again")
        switch phase {
        case .poisoned, .closed: return .stop
        case .open, .closing: break
        }
        if segments.count > 1, segments[1].first <= trimTarget {
            work = .forgetting
            return .forget(segments[0], recycle: isRecyclable(segments[0]))
        }
        if let capacity = wantedSpare, isPreparationDue || groups.isEmpty {
            work = .preparing
            preparation = capacity
            isPreparationDue = false
            return .prepare(capacity: capacity, replacing: takeReplaced(by: capacity))
        }
        if let group = groups.first { return write(group) }
        if case .closing = phase { return markOrFinish() }
        return .wait(forRoom: roomFailure != nil)
    }

    /// Whether ``next()`` would give the writer something to do.
    package var hasWork: Bool {
        switch phase {
        case .poisoned, .closed, .closing: true
        case .open:
            !groups.isEmpty || wantedSpare != nil
                || (segments.count > 1 && segments[1].first <= trimTarget)
        }
    }

    /// The group that ``next()`` gave out is durable.
    package mutating func wrote() {
        finish(.writing)
        let group = groups.removeFirst()
        durable = group.end
        backlogBytes -= group.byteCount
        endsWithMark = group.isMark
        isPreparationDue = true
        groupsWritten += 1
        if let capacity = group.openedCapacity {
            // A large record may replace a segment that is still empty, under the same name.
            if segments.last?.first == group.begin { segments.removeLast() }
            segments.append(SegmentExtent(first: group.begin, capacity: capacity))
        }
    }

    /// The spare that ``next()`` asked for is ready.
    package mutating func prepared() {
        finish(.preparing)
        if preparation == settings.segmentCapacity {
            spares += 1
        } else {
            largeSpare = preparation
            largeWanted = nil
        }
        preparation = nil
    }

    /// The spare that ``next()`` asked for needs more steps.
    package mutating func preparing() {
        finish(.preparing)
    }

    /// There is no room for the spare that ``next()`` asked for.
    ///
    /// Nothing was lost.
    package mutating func foundNoRoom(_ message: String) {
        finish(.preparing)
        preparation = nil
        largeWanted = nil
        roomFailure = message
    }

    /// Somebody may have made room.
    package mutating func lookForRoomAgain() {
        roomFailure = nil
    }

    /// The oldest segment is gone, or has become a spare.
    package mutating func forgot(recycled: Bool) {
        finish(.forgetting)
        segments.removeFirst()
        if recycled { spares += 1 }
        roomFailure = nil
    }

    /// All before `position` may be forgotten; at most what is durable is.
    package mutating func trim(before position: LogSequenceNumber) throws(WALError) {
        try checkOpen()
        trimTarget = max(trimTarget, min(position, durable))
    }

    /// Whether trimming has come as far as whole segments allow.
    package var isTrimmed: Bool { segments.count < 2 || segments[1].first > trimTarget }

    /// No more records: write what waits, then finish.
    package mutating func close() {
        if case .open = phase { phase = .closing }
    }

    /// The files are let go of.
    package mutating func finished() {
        finish(.finishing)
        phase = .closed
    }

    /// A write, a sync or a change of the directory failed: what the disk holds is unknown.
    package mutating func failed(_ message: String) {
        work = .none
        phase = .poisoned(message: message)
        groups = []
        backlogBytes = 0
    }

    private mutating func finish(_ expected: Work) {
        precondition(work == expected, "a report of work that nobody asked for")
        work = .none
    }

    /// The room of the spare to make next; nil when none is to be made.
    private var wantedSpare: Int? {
        guard case .open = phase, roomFailure == nil else { return nil }
        if let preparation { return preparation }
        if let largeWanted { return largeWanted }
        return spares < settings.sparesAhead ? settings.segmentCapacity : nil
    }

    /// The larger spare that nobody will use because one of `capacity` bytes takes its place.
    private mutating func takeReplaced(by capacity: Int) -> Int? {
        guard capacity != settings.segmentCapacity else { return nil }
        defer { largeSpare = nil }
        return largeSpare
    }

    private func isRecyclable(_ segment: SegmentExtent) -> Bool {
        segment.capacity == settings.segmentCapacity
            && spares < max(settings.spareSegmentsMax, settings.sparesAhead)
    }

    private mutating func write(_ group: CommitGroup) -> Action {
        work = .writing
        return .write(group)
    }

    /// Before the log is let go of, a mark proves that all before it was durable.
    private mutating func markOrFinish() -> Action {
        let byteCount = Frame.paddedCount(header: 0, body: 0)
        guard !endsWithMark, tail.room(behind: appended) >= byteCount else {
            work = .finishing
            return .finish
        }
        let mark = PendingRecord(position: appended, purpose: .mark, kind: 0, header: [], body: nil)
        _ = enqueue(mark, byteCount: byteCount, opened: nil)
        return write(groups[0])
    }
}
