import ByteCoding
import Testing
import WriteAheadLog

@Suite("GroupCommit")
struct GroupCommitTests {
    private func makeCommit(_ change: (inout WALSettings) -> Void = { _ in }) -> GroupCommit {
        var settings = WALSettings.small
        change(&settings)
        let segment = SegmentExtent(first: .init(0), capacity: settings.segmentCapacity)
        return GroupCommit(
            settings: settings,
            segments: [segment],
            end: .init(0),
            spares: settings.sparesAhead,
            endsWithMark: false
        )
    }

    private func body(_ count: Int) -> PaddedBytes {
        PaddedBytes([UInt8](repeating: 1, count: count))
    }

    @Test("appends that arrive during a sync share the next one")
    func sharesTheNextSync() throws {
        var commit = makeCommit()
        let first = try commit.append(kind: 1, header: [], body: body(8))
        guard case .write(let group) = commit.next() else { throw Unexpected() }
        #expect(group.end == first.upperBound)
        _ = try commit.append(kind: 1, header: [], body: body(8))
        let third = try commit.append(kind: 1, header: [], body: body(8))
        #expect(commit.durable == .init(0))
        commit.wrote()
        #expect(commit.durable == first.upperBound)
        guard case .write(let next) = commit.next() else { throw Unexpected() }
        #expect(next.records.count == 2)
        commit.wrote()
        #expect(commit.durable == third.upperBound)
        guard case .wait(forRoom: false) = commit.next() else { throw Unexpected() }
    }

    @Test("a group ends at its size limit and at the segment's end")
    func groupsEnd() throws {
        var commit = makeCommit()
        for _ in 0..<6 { _ = try commit.append(kind: 1, header: [], body: body(1_500)) }
        guard case .write(let first) = commit.next() else { throw Unexpected() }
        #expect(first.records.count == 2)
        #expect(first.openedCapacity == nil)
        commit.wrote()
        var opened: [LogSequenceNumber] = []
        for _ in 0..<40 {
            _ = try commit.append(kind: 1, header: [], body: body(1_500))
            var isBusy = true
            while isBusy {
                switch commit.next() {
                case .write(let group):
                    if group.openedCapacity != nil { opened.append(group.begin) }
                    commit.wrote()
                case .prepare: commit.prepared()
                default: isBusy = false
                }
            }
        }
        #expect(opened == commit.segments.dropFirst().map(\.first))
        #expect(opened.count > 1)
    }

    @Test("the backlog is bounded, and a larger record is taken when nothing waits")
    func backlog() throws {
        var commit = makeCommit { $0.backlogBytesMax = 4_000 }
        _ = try commit.append(kind: 1, header: [], body: body(5_000))
        #expect(throws: WALError(.backlogged, "")) {
            _ = try commit.append(kind: 1, header: [], body: body(1))
        }
    }

    @Test("without a spare a record is refused, and bookkeeping uses the reserve")
    func reserve() throws {
        var commit = makeCommit()
        var accepted = 0
        while failure(of: { _ = try commit.append(kind: 1, header: [], body: body(100)) }) == nil {
            accepted += 1
            switch commit.next() {
            case .write: commit.wrote()
            case .prepare: commit.foundNoRoom("no space")
            default: break
            }
        }
        #expect(accepted > 100)
        #expect(throws: WALError(.full, "")) {
            _ = try commit.append(kind: 1, header: [], body: body(100))
        }
        for _ in 0..<10 { _ = try commit.append(kind: 2, header: [9, 9], body: nil) }
    }

    @Test("a record larger than a segment is asked for once and then has its own segment")
    func largeRecord() throws {
        var commit = makeCommit()
        let large = body(100_000)
        #expect(throws: WALError(.backlogged, "")) {
            _ = try commit.append(kind: 1, header: [], body: large)
        }
        guard case .prepare(let capacity, _) = commit.next() else { throw Unexpected() }
        #expect(capacity >= 100_000)
        commit.prepared()
        let range = try commit.append(kind: 1, header: [], body: large)
        guard case .write(let group) = commit.next() else { throw Unexpected() }
        #expect(group.openedCapacity == capacity)
        #expect(group.end == range.upperBound)
    }

    @Test("a record beyond the limit is refused for good")
    func tooLarge() {
        var commit = makeCommit { $0.recordBytesMax = 1_000 }
        #expect(throws: WALError(.tooLarge, "")) {
            _ = try commit.append(kind: 1, header: [], body: body(1_000))
        }
    }

    @Test("after a failure nothing is taken, and only what was durable is")
    func poisoned() throws {
        var commit = makeCommit()
        let first = try commit.append(kind: 1, header: [], body: body(8))
        guard case .write = commit.next() else { throw Unexpected() }
        commit.wrote()
        let second = try commit.append(kind: 1, header: [], body: body(8))
        guard case .write = commit.next() else { throw Unexpected() }
        commit.failed("fsync failed")
        guard case .stop = commit.next() else { throw Unexpected() }
        #expect(throws: WALError(.poisoned, "")) {
            _ = try commit.append(kind: 1, header: [], body: nil)
        }
        #expect(commit.outcome(ofWaitingFor: first.upperBound) == .success)
        #expect(
            commit.outcome(ofWaitingFor: second.upperBound) == .failure(WALError(.poisoned, ""))
        )
    }

    @Test("closing writes what waits, then a mark, then ends")
    func closing() throws {
        var commit = makeCommit()
        _ = try commit.append(kind: 1, header: [], body: body(8))
        commit.close()
        #expect(throws: WALError(.closed, "")) {
            _ = try commit.append(kind: 1, header: [], body: nil)
        }
        guard case .write(let group) = commit.next() else { throw Unexpected() }
        #expect(!group.isMark)
        commit.wrote()
        guard case .write(let mark) = commit.next() else { throw Unexpected() }
        #expect(mark.isMark)
        #expect(mark.begin == group.end)
        commit.wrote()
        guard case .finish = commit.next() else { throw Unexpected() }
        commit.finished()
        guard case .stop = commit.next() else { throw Unexpected() }
    }

    @Test("only whole segments are forgotten, and never the newest")
    func trimming() throws {
        var commit = makeCommit()
        while commit.segments.count < 3 {
            _ = try commit.append(kind: 1, header: [], body: body(3_000))
            switch commit.next() {
            case .write: commit.wrote()
            case .prepare: commit.prepared()
            default: break
            }
        }
        let second = commit.segments[1].first
        try commit.trim(before: .init(second.rawValue - 1))
        #expect(commit.isTrimmed)
        try commit.trim(before: .init(UInt64.max))
        guard case .forget(let oldest, _) = commit.next() else { throw Unexpected() }
        #expect(oldest.first == .init(0))
        commit.forgot(recycled: true)
        guard case .forget = commit.next() else { throw Unexpected() }
        commit.forgot(recycled: false)
        #expect(commit.isTrimmed)
        #expect(commit.segments.count == 1)
    }

    @Test("a log that retains too much is full until it is trimmed")
    func retention() throws {
        var commit = makeCommit { $0.retainedBytesMax = 30_000 }
        var code: WALError.Code?
        while code == nil {
            code = failure(of: { _ = try commit.append(kind: 1, header: [], body: body(1_000)) })
            switch commit.next() {
            case .write: commit.wrote()
            case .prepare: commit.prepared()
            default: break
            }
        }
        #expect(code == .full)
        try commit.trim(before: commit.durable)
        guard case .forget = commit.next() else { throw Unexpected() }
        commit.forgot(recycled: true)
        _ = try commit.append(kind: 1, header: [], body: body(1_000))
    }
}

/// The state machine answered with an action that the test does not expect.
struct Unexpected: Error {}

extension Result where Success == Void, Failure == WALError {
    static var success: Self { .success(()) }

    static func == (lhs: Self?, rhs: Self) -> Bool {
        switch (lhs, rhs) {
        case (.success, .success): true
        case (.failure(let left), .failure(let right)): left == right
        default: false
        }
    }
}
