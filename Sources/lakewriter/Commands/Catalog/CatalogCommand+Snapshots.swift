import ArgumentParser
import Iceberg

extension CatalogCommand {
    /// `lakewriter catalog snapshots`: one line a snapshot, the oldest first.
    struct Snapshots: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the snapshots that can still be read, the oldest first."
        )

        @OptionGroup var target: LakeTables

        func run() async throws {
            let lake = try await target.open()
            try await lake.forEachTable { table in
                for snapshot in table.metadata.snapshots {
                    let line = SnapshotLine(snapshot, of: table)
                    print(target.json ? try line.json : line.text)
                }
            }
        }
    }
}

/// What is said of a snapshot.
private struct SnapshotLine: Encodable {
    let table: String
    let snapshotID: Int64
    let parentSnapshotID: Int64?
    let isCurrent: Bool
    let sequenceNumber: Int64
    let timestampMs: Int64
    let summary: [String: String]
    let manifestList: String

    private enum CodingKeys: String, CodingKey {
        case table, isCurrent, sequenceNumber, timestampMs, summary, manifestList
        case snapshotID = "snapshotId"
        case parentSnapshotID = "parentSnapshotId"
    }

    init(_ snapshot: Snapshot, of table: CatalogTable) {
        self.table = "\(table.identifier)"
        snapshotID = snapshot.snapshotID
        parentSnapshotID = snapshot.parentSnapshotID
        isCurrent = snapshot.snapshotID == table.metadata.currentSnapshotID
        sequenceNumber = snapshot.sequenceNumber
        timestampMs = snapshot.timestampMilliseconds
        summary = snapshot.summary
        manifestList = snapshot.manifestList
    }

    var text: String {
        let time = Timestamp(milliseconds: timestampMs)
        let operation = summary["operation"] ?? "?"
        let added = summary["added-records"].map { "+\($0) rows" } ?? ""
        let total = summary["total-records"] ?? "?"
        let mark = isCurrent ? "  current" : ""
        return "\(table)  \(snapshotID)  \(time)  \(operation)  \(added)  \(total) rows\(mark)"
    }
}
