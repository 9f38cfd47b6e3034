import ArgumentParser
import Iceberg
import LakeModel

extension CatalogCommand {
    /// `lakewriter catalog files`: one line a data file of the current snapshot.
    struct Files: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the data files of the current snapshot."
        )

        @OptionGroup var target: LakeTables

        func run() async throws {
            let lake = try await target.open()
            try await lake.forEachTable { table in
                guard let snapshot = table.metadata.currentSnapshot else { return }
                for file in try await lake.tree.manifests(of: snapshot).manifests {
                    let manifest = try await lake.tree.manifest(file, of: table.metadata)
                    for entry in manifest.entries where entry.status != .deleted {
                        let line = FileLine(entry, manifest.partition, table)
                        print(target.json ? try line.json : line.text)
                    }
                }
            }
        }
    }
}

/// What is said of a data file.
private struct FileLine: Encodable {
    let table: String
    let path: String
    let content: String
    let partition: [String: String]
    let rows: Int64
    let bytes: Int64
    let sequenceNumber: Int64?

    init(_ entry: ManifestEntry, _ partition: PartitionType, _ table: CatalogTable) {
        let file = entry.dataFile
        self.table = "\(table.identifier)"
        path = file.filePath
        content = file.content == .data ? "data" : "deletes"
        rows = file.recordCount
        bytes = file.fileSizeInBytes
        sequenceNumber = entry.sequenceNumber
        var values: [String: String] = [:]
        for (field, value) in zip(partition.fields, file.partition) {
            values[field.name] = Self.text(value, field.type)
        }
        self.partition = values
    }

    private static func text(_ value: Literal?, _ type: PrimitiveType) -> String {
        switch (value, type) {
        case (nil, _): "null"
        case (.int(let day)?, .date): "\(CivilDay(day))"
        case (.bytes(let bytes)?, .string): String(decoding: bytes, as: UTF8.self)
        case (let value?, _): "\(value)"
        }
    }

    var text: String { "\(table)  \(path)  \(rows) rows, \(bytes) bytes" }
}
