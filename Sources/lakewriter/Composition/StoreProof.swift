import Iceberg
import Logging
import ObjectStorage

/// Whether the lake's store keeps what commits rest on: proved at the start, or, where the store is
/// away then, before the first commit.
actor StoreProof {
    private let store: any ObjectStore
    /// Whether the operator says that this server alone writes to the lake.
    private let isSingleWriter: Bool
    private var report: StoreProbeReport?
    /// The probe under way, which everybody waits for.
    private var probing: Task<StoreProbeReport, any Error>?

    init(_ store: any ObjectStore, isSingleWriter: Bool) {
        self.store = store
        self.isSingleWriter = isSingleWriter
    }

    /// Proves it now, unless the store is away.
    ///
    /// - Throws: ``UnsafeCommits`` when it does not keep it, or ``CatalogError`` for what else only
    ///   an operator can mend.
    func begin(_ logger: Logger) async throws {
        do {
            try await require()
        } catch let error as CatalogError
            where [.unavailable, .commitStateUnknown].contains(error.code)
        {
            logger.warning(
                "the store does not answer the probe; commits begin when it does",
                metadata: ["reason": "\(error.message)"]
            )
        }
        if report?.isSafeForManyWriters == false {
            logger.warning(
                """
                the store does not heed conditions: commits are safe while this server alone \
                writes to the lake
                """
            )
        }
    }

    /// The catalog on this store, which asks for the proof before each change of a table, and works
    /// without conditions only where they are of no use.
    func catalog() -> ObjectStoreCatalog {
        ObjectStoreCatalog(
            store: store,
            settings: CatalogSettings(
                isSingleWriter: isSingleWriter && report?.isSafeForManyWriters != true
            ),
            runtime: .live,
            proof: { () async throws(CatalogError) in try await self.requireForCommit() }
        )
    }

    /// Returns when commits may be made.
    ///
    /// - Throws: ``UnsafeCommits``, or ``CatalogError`` when the store cannot be asked.
    func require() async throws {
        let report = try await probed()
        let isSafe =
            isSingleWriter ? report.isSafeForSingleWriter : report.isSafeForManyWriters
        guard isSafe else { throw UnsafeCommits(location: store.location, report: report) }
    }

    /// The same, as a catalog asks before each change of a table.
    ///
    /// - Throws: ``CatalogError``; `.fenced` for a store on which no commit is safe: the server
    ///   stops, as it would have at the start, had the store been there.
    func requireForCommit() async throws(CatalogError) {
        do {
            try await require()
        } catch let error as CatalogError {
            throw error
        } catch {
            throw CatalogError(.fenced, "\(error)")
        }
    }

    private func probed() async throws -> StoreProbeReport {
        if let report { return report }
        let task =
            probing
            ?? Task { [store] in
                // One race of each kind: a start waits for it. `doctor` looks longer.
                try await StoreProbe(store: store, runtime: .live, rounds: 1).run()
            }
        probing = task
        defer { probing = nil }
        let report = try await task.value
        self.report = report
        return report
    }
}

/// A store on which commits of two writers get lost.
struct UnsafeCommits: Error, CustomStringConvertible {
    let location: String
    let report: StoreProbeReport

    var description: String {
        let found = report.findings.compactMap { finding in
            finding.violation.map { "\(finding.promise.rawValue): \($0)" }
        }
        let advice =
            report.isSafeForSingleWriter
            ? "use another store, or a newer version of it; or, if this server alone ever writes "
                + "to this lake, and nobody else commits to its tables, say so by "
                + "catalog.single-writer: true"
            : "use another store"
        return "\(location) does not keep what commits to tables rest on "
            + "(\(found.joined(separator: "; "))): \(advice). `lakewriter doctor` tells more"
    }
}
