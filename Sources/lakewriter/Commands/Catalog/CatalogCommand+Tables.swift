import ArgumentParser
import Iceberg

extension CatalogCommand {
    /// `lakewriter catalog tables`: one line a table.
    struct Tables: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List tables: rows, files, bytes, snapshots, and where the metadata lies."
        )

        @OptionGroup var target: LakeTables

        func run() async throws {
            let lake = try await target.open()
            try await lake.forEachTable { table in
                let line = TableLine(table)
                print(target.json ? try line.json : line.text)
            }
        }
    }
}

/// What is said of a table.
private struct TableLine: Encodable {
    let table: String
    let rows: Int64
    let dataFiles: Int64
    let bytes: Int64
    let snapshots: Int
    let columns: Int
    let metadataLocation: String

    init(_ table: CatalogTable) {
        let summary = table.metadata.currentSnapshot?.summary ?? [:]
        self.table = "\(table.identifier)"
        rows = summary["total-records"].flatMap { Int64($0) } ?? 0
        dataFiles = summary["total-data-files"].flatMap { Int64($0) } ?? 0
        bytes = summary["total-files-size"].flatMap { Int64($0) } ?? 0
        snapshots = table.metadata.snapshots.count
        columns = table.metadata.currentSchema?.fields.count ?? 0
        metadataLocation = table.metadataLocation
    }

    var text: String {
        "\(table)  \(rows) rows, \(dataFiles) files, \(bytes) bytes, \(snapshots) snapshots, "
            + "\(columns) columns  \(metadataLocation)"
    }
}
