import Iceberg
import LakeModel

/// What is said of days that were dropped.
struct RetentionLine: Encodable {
    private let table: String
    private let isDryRun: Bool
    private let firstDay: String
    private let days: [String]
    private let files: Int
    private let rows: Int64
    private let bytes: Int64
    private let snapshots: Int
    private let removedFiles: Int
    private let references: [String]
    private let undecidedManifests: Int

    init(_ report: RetentionReport, isDryRun: Bool) {
        table = "\(report.table)"
        self.isDryRun = isDryRun
        firstDay = "\(CivilDay(report.firstDay))"
        days = report.days.sorted().map { "\(CivilDay($0))" }
        (files, rows, bytes) = (report.files, report.rows, report.bytes)
        snapshots = report.snapshotIDs.count
        removedFiles = report.removedFiles
        references = report.references
        undecidedManifests = report.undecidedManifests
    }

    /// For the audit.
    var detail: String {
        "before=\(firstDay) days=\(days.count) files=\(files) rows=\(rows) bytes=\(bytes) "
            + "snapshots=\(snapshots) removed-files=\(removedFiles)"
    }

    var text: String {
        let verb = isDryRun ? "would drop" : "dropped"
        var lines = [
            "\(table)  \(verb) \(days.count) days before \(firstDay): \(files) files, "
                + "\(rows) rows, \(bytes) bytes; \(snapshots) snapshots led to them"
        ]
        if !references.isEmpty {
            lines.append("  old days stay, held by \(references.joined(separator: ", "))")
        }
        if undecidedManifests > 0 {
            lines.append(
                "  \(undecidedManifests) manifests tell no days; nothing of them is dropped"
            )
        }
        return lines.joined(separator: "\n")
    }
}
