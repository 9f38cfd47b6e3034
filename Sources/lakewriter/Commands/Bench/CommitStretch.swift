#if canImport(Glibc)
import Glibc
#endif

/// Commits in a row, and what they took.
struct CommitStretch: Sendable {
    /// How many commits came before.
    let first: Int
    /// How long it took, from the first commit's begin to the last one's end.
    private(set) var elapsed = Duration.zero
    /// CPU of the whole process meanwhile.
    private(set) var cpu = Duration.zero
    private var latencies: [Duration] = []
    private var beginning = ContinuousClock.now
    private var beginningCPU = Duration.zero

    /// How many commits it has.
    var count: Int { latencies.count }

    init(after first: Int) {
        self.first = first
    }

    mutating func begin() {
        beginningCPU = Self.processCPU()
        beginning = .now
    }

    mutating func add(_ latency: Duration) {
        latencies.append(latency)
    }

    mutating func end() {
        elapsed = beginning.duration(to: .now)
        cpu = Self.processCPU() - beginningCPU
    }

    /// The latency that a share of the commits did not exceed.
    func latency(_ share: Double) -> Duration {
        let sorted = latencies.sorted()
        guard !sorted.isEmpty else { return .zero }
        let index = Int((Double(sorted.count) * share).rounded(.up)) - 1
        return sorted[min(max(index, 0), sorted.count - 1)]
    }

    /// User and system time of all threads.
    private static func processCPU() -> Duration {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
