/// What an append's snapshot says of itself.
///
/// Source: Iceberg specification, "Optional Snapshot Summary Fields". The specification asks for
/// `operation` alone; Redshift and Athena need the totals.
package struct SnapshotSummary: Hashable, Sendable {
    /// The key of the log's identity.
    package static let logKey = "lakewriter.log"
    /// The key of the epoch of the log's start.
    package static let epochKey = "lakewriter.epoch"
    /// The key of the names of the units.
    package static let generationsKey = "lakewriter.generations"
    /// The key of the greatest position of the units.
    package static let positionKey = "lakewriter.position"

    /// The pairs; all values are text.
    package private(set) var values: [String: String]

    /// The summary of an append of `units` behind `parent`.
    ///
    /// - Parameters:
    ///   - units: what is added.
    ///   - parent: the snapshot before; nil for a table's first.
    ///   - manifests: the manifests of `parent`, from which totals are made that it lacks.
    ///   - writer: who adds.
    package init(
        appending units: [CommitUnit],
        behind parent: Snapshot?,
        with manifests: [ManifestFile],
        by writer: WriterIdentity
    ) {
        let files = units.flatMap(\.files)
        values = [
            "operation": "append",
            "changed-partition-count": String(Set(files.map(\.partition)).count),
            Self.logKey: Hexadecimal.text(writer.log),
            Self.epochKey: Hexadecimal.text(writer.epoch),
            Self.generationsKey: units.map(\.name).joined(separator: ","),
            Self.positionKey: String(units.map(\.position).max() ?? 0),
        ]
        let before = Totals(of: parent, manifests)
        add("data-files", Int64(files.count), before.dataFiles)
        add("records", files.reduce(0) { $0 + $1.recordCount }, before.records)
        add("files-size", files.reduce(0) { $0 + $1.fileSizeInBytes }, before.filesSize)
        values["total-delete-files"] = before.deleteFiles.map(String.init)
        values["total-position-deletes"] = before.positionDeletes.map(String.init)
        values["total-equality-deletes"] = before.equalityDeletes.map(String.init)
    }

    /// Says what merging did, as Java's writer does.
    package mutating func merged(_ inputs: Int, entries: Int, kept: Int) {
        values["manifests-created"] = "2"
        values["manifests-replaced"] = String(inputs)
        values["manifests-kept"] = String(kept)
        values["entries-processed"] = String(entries)
    }

    private mutating func add(_ what: String, _ added: Int64, _ before: Int64?) {
        values["added-\(what)"] = String(added)
        values["total-\(what)"] = before.map { String($0 &+ added) }
    }

    /// What a table holds; nil is what nobody has counted.
    private struct Totals {
        var dataFiles: Int64?
        var records: Int64?
        var filesSize: Int64?
        var deleteFiles: Int64?
        var positionDeletes: Int64?
        var equalityDeletes: Int64?

        init(of snapshot: Snapshot?, _ manifests: [ManifestFile]) {
            let summary = snapshot?.summary ?? [:]
            func total(_ what: String) -> Int64? {
                summary["total-\(what)"].flatMap(Int64.init) ?? (manifests.isEmpty ? 0 : nil)
            }
            func sum(
                _ content: ManifestFile.Content,
                _ count: (ManifestFile) -> Int64?
            ) -> Int64? {
                let counts = manifests.filter { $0.content == content }.map(count)
                return counts.reduce(0) { sum, count in
                    sum.flatMap { sum in count.map { sum &+ $0 } }
                }
            }
            dataFiles = total("data-files") ?? sum(.data) { $0.liveFilesCount.map(Int64.init) }
            records = total("records") ?? sum(.data) { $0.liveRowsCount }
            filesSize = total("files-size")
            deleteFiles =
                total("delete-files") ?? sum(.deletes) { $0.liveFilesCount.map(Int64.init) }
            let hasDeletes = manifests.contains { $0.content == .deletes }
            positionDeletes = total("position-deletes") ?? (hasDeletes ? nil : 0)
            equalityDeletes = total("equality-deletes") ?? (hasDeletes ? nil : 0)
        }
    }
}
