import ArgumentParser
import Iceberg
import Pipeline

extension CatalogCommand {
    /// `lakewriter catalog verify`: walks over everything, and says what disagrees.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Compare metadata, manifests, data files and their footers; exit 1 when wrong.",
            discussion: """
                Reads only, and may run beside servers: every manifest of every snapshot, and the \
                footer of every data file unless --quick is given.
                """
        )

        @OptionGroup var target: LakeTables

        @Flag(help: "Compare sizes alone and read no footers.")
        var quick = false

        @Option(help: "How old a data file must be to be missed in every snapshot.")
        var orphanAge = "1h"

        func run() async throws {
            let age = try Configuration.Value(text: orphanAge, source: "--orphan-age").duration()
            let lake = try await target.open()
            var verifier = TableVerifier(
                tree: lake.tree,
                describe: quick ? nil : FooterDescription.describer(store: lake.store),
                now: Runtime.now
            )
            verifier.orphanAge = age
            var findings = 0
            try await lake.forEachTable { table in
                let report = try await verifier.verify(table)
                findings += report.findings.count
                let lines = VerificationLine(report)
                print(target.json ? try lines.json : lines.text)
            }
            if findings > 0 { throw VerificationFailure(findings: findings) }
        }
    }
}

/// What is said of a table that was walked over.
private struct VerificationLine: Encodable {
    private struct FindingLine: Encodable {
        let kind: String
        let object: String
        let message: String
    }

    let table: String
    let metadataLocation: String
    let snapshots: Int
    let manifests: Int
    let dataFiles: Int
    let rows: Int64
    let bytes: Int64
    let pendingDataFiles: Int
    let unreferencedMetadataFiles: Int
    private let findings: [FindingLine]

    init(_ report: TableReport) {
        table = "\(report.table)"
        metadataLocation = report.metadataLocation
        snapshots = report.snapshotCount
        manifests = report.manifestCount
        dataFiles = report.dataFileCount
        rows = report.rowCount
        bytes = report.dataBytes
        pendingDataFiles = report.pendingDataFileCount
        unreferencedMetadataFiles = report.unreferencedMetadataCount
        findings = report.findings.map {
            FindingLine(kind: $0.kind.rawValue, object: $0.object, message: $0.message)
        }
    }

    var text: String {
        var lines = [
            "\(table)  \(rows) rows in \(dataFiles) files, \(snapshots) snapshots, "
                + "\(manifests) manifests: "
                + (findings.isEmpty ? "nothing wrong" : "\(findings.count) findings")
        ]
        lines += findings.map { "  \($0.kind): \($0.object): \($0.message)" }
        if pendingDataFiles > 0 {
            lines.append("  \(pendingDataFiles) young data files that no snapshot names yet")
        }
        if unreferencedMetadataFiles > 0 {
            lines.append(
                "  \(unreferencedMetadataFiles) metadata files that `catalog expire` may remove"
            )
        }
        return lines.joined(separator: "\n")
    }
}

/// Tables disagree with what lies in the lake.
struct VerificationFailure: Error, CustomStringConvertible {
    let findings: Int

    var description: String { "\(findings) findings; see the lines above" }
}
