/// What is told after a stretch of commits.
struct CommitReport: Encodable, Sendable {
    /// Commits since the benchmark began.
    let commits: Int
    let commitsPerSecond: Double
    /// The commits since the report before, and what holds of them alone.
    let stretchCommits: Int
    let stretchCommitsPerSecond: Double
    let latencyP50Ms: Double
    let latencyP99Ms: Double
    let cpuMsPerCommit: Double
    let metadataBytes: Int
    let manifestListBytes: Int
    let manifests: Int
    let manifestBytes: Int
    let metadataLocation: String

    /// Creates the report of a stretch.
    ///
    /// - Parameters:
    ///   - stretch: the last one.
    ///   - elapsed: the time of all of them.
    ///   - table: the table behind it.
    init(_ stretch: CommitStretch, elapsed: Duration, table: TableSize) {
        commits = stretch.first + stretch.count
        commitsPerSecond = Self.rounded(Double(commits) / elapsed.seconds)
        stretchCommits = stretch.count
        stretchCommitsPerSecond = Self.rounded(Double(stretch.count) / stretch.elapsed.seconds)
        latencyP50Ms = Self.rounded(stretch.latency(0.5).seconds * 1000)
        latencyP99Ms = Self.rounded(stretch.latency(0.99).seconds * 1000)
        cpuMsPerCommit = Self.rounded(stretch.cpu.seconds * 1000 / Double(max(1, stretch.count)))
        metadataBytes = table.metadataBytes
        manifestListBytes = table.manifestListBytes
        manifests = table.manifests
        manifestBytes = table.manifestBytes
        metadataLocation = table.metadataLocation
    }

    /// The report for people.
    var text: String {
        "\(commits) commits: \(commitsPerSecond)/s; the last \(stretchCommits): "
            + "\(stretchCommitsPerSecond)/s, p50 \(latencyP50Ms) ms, p99 \(latencyP99Ms) ms, "
            + "\(cpuMsPerCommit) ms CPU each; metadata.json \(metadataBytes) bytes, manifest list "
            + "\(manifestListBytes), \(manifests) manifests of \(manifestBytes)"
    }

    private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

extension Duration {
    /// The duration as a number of seconds.
    fileprivate var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
