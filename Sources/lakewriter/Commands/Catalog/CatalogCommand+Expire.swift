import ArgumentParser
import Iceberg

extension CatalogCommand {
    /// `lakewriter catalog expire`: forgets old snapshots, and removes what nothing leads to.
    struct Expire: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove old snapshots, and files that nothing leads to.",
            discussion: """
                May run beside servers. Removes what only the removed snapshots led to. With \
                --orphans also data files that no snapshot leads to: what crashes left, but also \
                files that are older than the table or that another catalog names. A file may \
                still be on its way into a table: never give less time by --orphan-age than the \
                longest outage of the catalog. At least one hour is always kept.
                """
        )

        @OptionGroup var target: LakeTables

        @Option(help: "Remove snapshots older than this.")
        var olderThan = "5d"

        @Option(help: "How many of the newest snapshots stay, whatever their age.")
        var keep = 1

        @Option(help: "Remove files that nothing leads to when they are older than this.")
        var orphanAge = "3d"

        @Flag(help: "Remove data files, too, that no snapshot leads to.")
        var orphans = false

        @Flag(help: "Say what would be removed, and remove nothing.")
        var dryRun = false

        func validate() throws {
            guard keep >= 1 else { throw ValidationError("--keep: at least one snapshot stays") }
        }

        func run() async throws {
            var settings = ExpirySettings()
            settings.snapshotAgeMax =
                try Configuration.Value(text: olderThan, source: "--older-than").duration()
            settings.orphanAge =
                try Configuration.Value(text: orphanAge, source: "--orphan-age").duration()
            settings.snapshotsMin = keep
            settings.removesOrphans = orphans
            settings.isDryRun = dryRun
            let lake = try await target.open()
            let expiry = TableExpiry(
                catalog: lake.catalog,
                tree: lake.tree,
                settings: settings,
                now: Runtime.now
            )
            try await lake.forEachTable { table in
                let line = ExpiryLine(try await expiry.run(table), isDryRun: dryRun)
                print(target.json ? try line.json : line.text)
            }
        }
    }
}

/// What is said of a table that was tidied.
private struct ExpiryLine: Encodable {
    let table: String
    let isDryRun: Bool
    let snapshotIDs: [Int64]
    let metadataFiles: [String]
    let dataFiles: [String]
    let bytes: Int

    private enum CodingKeys: String, CodingKey {
        case table, isDryRun, metadataFiles, dataFiles, bytes
        case snapshotIDs = "snapshotIds"
    }

    init(_ report: ExpiryReport, isDryRun: Bool) {
        table = "\(report.table)"
        self.isDryRun = isDryRun
        snapshotIDs = report.snapshotIDs
        metadataFiles = report.metadataFiles
        dataFiles = report.dataFiles
        bytes = report.byteCount
    }

    var text: String {
        "\(table)  \(isDryRun ? "would remove" : "removed") \(snapshotIDs.count) snapshots, "
            + "\(metadataFiles.count) metadata files, \(dataFiles.count) data files, \(bytes) bytes"
    }
}
