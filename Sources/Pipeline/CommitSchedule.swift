import LakeModel

/// Decides which table is committed to when, and with which generations.
///
/// A value, part of the ``Ledger``. Each table has one commit under way at a time; what is written
/// meanwhile is the next one's. Tenants take turns for the places there are.
struct CommitSchedule: Sendable {
    /// A generation whose files are in the lake.
    struct Entry: Hashable, Sendable {
        let id: GenerationID
        let fileCount: Int
        let writtenAt: Duration
    }

    /// Generations to be committed to one table together.
    struct Commit: Hashable, Sendable {
        let table: TableIdentifier
        let generations: [GenerationID]
    }

    private struct Queue {
        var waiting: ArraySlice<Entry> = []
        var underWay: [Entry] = []
        var failures = 0
        /// When its turn comes; nil when it is in line already, or its commit is under way.
        var due: Duration?
    }

    private let policy: CommitPolicy
    private var queues: [TableIdentifier: Queue] = [:]
    /// Tables with a time that their turn comes at.
    private var dated: Set<TableIdentifier> = []
    /// No table's turn comes before this.
    private var earliest: Duration?
    private var line = TenantTurns()
    private var commitsUnderWay = 0
    private var isDraining = false

    init(policy: CommitPolicy) {
        self.policy = policy
    }

    /// The generation's files are in the lake.
    mutating func add(_ entry: Entry, to table: TableIdentifier) {
        let isFirst = queues[table] == nil
        queues[table, default: Queue()].waiting.append(entry)
        if isFirst { setDue(table, at: isDraining ? .zero : entry.writtenAt + policy.interval) }
    }

    /// The commits to begin now.
    mutating func start(now: Duration) -> [Commit] {
        callUp(now: now)
        var commits: [Commit] = []
        while commitsUnderWay < policy.commitsMax, let table = line.popFirst() {
            commitsUnderWay += 1
            commits.append(Commit(table: table, generations: take(from: table)))
        }
        return commits
    }

    /// The table's commit was made; answers with its generations.
    mutating func succeeded(_ table: TableIdentifier) -> [GenerationID] {
        guard var queue = queues[table], !queue.underWay.isEmpty else {
            preconditionFailure("a commit ended that nobody began")
        }
        commitsUnderWay -= 1
        let done = queue.underWay.map(\.id)
        queue.underWay = []
        queue.failures = 0
        queues[table] = queue.waiting.isEmpty ? nil : queue
        if let next = queue.waiting.first {
            setDue(table, at: isDraining ? .zero : next.writtenAt + policy.interval)
        }
        return done
    }

    /// The table's commit was not made, or nobody knows: it is tried again after a pause.
    ///
    /// - Parameters:
    ///   - table: which table.
    ///   - now: the time.
    ///   - jitter: a random number in 0..<1, so that many tables do not return at once.
    ///   - pauseMin: how long the catalog asked to be left alone.
    mutating func failed(
        _ table: TableIdentifier,
        now: Duration,
        jitter: Double,
        pauseMin: Duration
    ) {
        guard var queue = queues[table], !queue.underWay.isEmpty else {
            preconditionFailure("a commit failed that nobody began")
        }
        commitsUnderWay -= 1
        queue.waiting = queue.underWay[...] + queue.waiting
        queue.underWay = []
        let pause = RetryPause.after(failures: queue.failures, jitter: jitter)
        queue.failures += 1
        queues[table] = queue
        setDue(table, at: now + max(pause, pauseMin))
    }

    /// Takes a generation out that shall not be committed any more.
    ///
    /// - Returns: false when its commit is under way: how that ends is reported first.
    mutating func remove(_ id: GenerationID, from table: TableIdentifier) -> Bool {
        guard var queue = queues[table], queue.waiting.contains(where: { $0.id == id }) else {
            return false
        }
        queue.waiting.removeAll { $0.id == id }
        let isOver = queue.waiting.isEmpty && queue.underWay.isEmpty
        queues[table] = isOver ? nil : queue
        if isOver {
            dated.remove(table)
            line.remove(table)
        }
        return true
    }

    /// How often the table's commit has failed since one was made.
    func failures(of table: TableIdentifier) -> Int { queues[table]?.failures ?? 0 }

    /// From now on nothing waits for more, and what failed is tried again at once.
    mutating func drain() {
        isDraining = true
        for table in dated {
            queues[table]?.failures = 0
            setDue(table, at: .zero)
        }
    }

    private mutating func setDue(_ table: TableIdentifier, at due: Duration) {
        queues[table]?.due = due
        dated.insert(table)
        earliest = min(earliest ?? due, due)
    }

    /// Puts tables whose time has come in line, in the order of their times.
    private mutating func callUp(now: Duration) {
        guard let earliest, earliest <= now else { return }
        var called: [(due: Duration, table: TableIdentifier)] = []
        self.earliest = nil
        for table in dated {
            guard let due = queues[table]?.due else { continue }
            if due <= now {
                called.append((due, table))
            } else {
                self.earliest = min(self.earliest ?? due, due)
            }
        }
        for (_, table) in called.sorted(by: { ($0.due, $0.table) < ($1.due, $1.table) }) {
            dated.remove(table)
            queues[table]?.due = nil
            line.append(table)
        }
    }

    /// Takes as many generations as one commit may have, and one at least.
    private mutating func take(from table: TableIdentifier) -> [GenerationID] {
        guard var queue = queues[table], queue.underWay.isEmpty else {
            preconditionFailure("two commits to one table at a time")
        }
        var fileCount = 0
        while let entry = queue.waiting.first, queue.underWay.count < policy.generationsMax {
            fileCount += entry.fileCount
            guard queue.underWay.isEmpty || fileCount <= policy.filesMax else { break }
            queue.underWay.append(entry)
            queue.waiting.removeFirst()
        }
        queues[table] = queue
        return queue.underWay.map(\.id)
    }
}
