import ArgumentParser
import Foundation
import Iceberg
import LakeModel
import LakeServer
import ObjectStorage

extension TenantsCommand {
    /// `lakewriter tenants retain`: drops the days that tenants' retention has passed.
    struct Retain: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Drop the days that tenants' retention has passed, now.",
            discussion: """
                What servers do every retention.interval. A day is dropped whole, by the day of \
                its events in UTC, and by one commit a table; then its files are removed, and \
                every older snapshot that led to them. A reader of such a snapshot fails from \
                then on.
                """
        )

        @OptionGroup var target: TenantsTarget
        @Flag(help: "Say what would be dropped, and drop nothing.") var dryRun = false
        @Argument(help: "Tenants; none: all.") var tenants: [String] = []

        func run() async throws {
            let opened = try target.open()
            let chosen = try tenants.map { try TenantID($0) }
            let proof = StoreProof(opened.store, isSingleWriter: opened.isSingleWriter)
            let run = RetentionRun(
                catalog: await proof.catalog(),
                store: opened.store,
                isDryRun: dryRun
            )
            let directory = try await opened.directory()
            opened.keys.ask { directory.record(of: $0)?.kmsKey }
            var failures = 0
            try await run.run(directory, of: chosen.isEmpty ? nil : chosen) { table, outcome in
                switch outcome {
                case .success(let report):
                    let line = RetentionLine(report, isDryRun: dryRun)
                    if !report.isEmpty || report.undecidedManifests > 0 {
                        print(target.json ? try line.json : line.text)
                    }
                    if !dryRun, !report.isEmpty { tell(report, line, opened) }
                case .failure(let error):
                    failures += 1
                    FileHandle.standardError.write(Data("\(table): \(error)\n".utf8))
                }
            }
            if failures > 0 { throw RetentionFailure(tables: failures) }
        }

        private func tell(
            _ report: RetentionReport,
            _ line: RetentionLine,
            _ opened: OpenedTenants
        ) {
            var event = AuditEvent(
                .retentionApplied,
                by: AuditOpening.actor,
                tenant: report.table.tenant
            )
            event.action = "tenants retain"
            event.resource = AuditText("\(report.table)")
            event.detail = AuditText(line.detail)
            opened.audit.tell(event)
        }
    }
}

/// Tables of which old days were not dropped.
private struct RetentionFailure: Error, CustomStringConvertible {
    let tables: Int

    var description: String { "old days of \(tables) tables were not dropped; see the lines above" }
}
