import LakeModel

/// Compares what a manifest list says of a manifest with its entries, and those with themselves.
struct ManifestCheck {
    private(set) var findings: [Finding] = []
    private let path: String

    init(_ file: ManifestFile, _ manifest: Manifest, _ table: CatalogTable) {
        path = file.manifestPath
        compareCounts(file, manifest.entries)
        compareSequenceNumbers(file, manifest.entries, table.metadata)
        for (index, field) in manifest.partition.fields.enumerated() {
            guard let summaries = file.partitions else { continue }
            guard index < summaries.count else {
                report(.corrupt, "no summary of partition field \(field.name)")
                continue
            }
            compare(summaries[index], field, manifest.entries.map { $0.dataFile.partition[index] })
        }
        for entry in manifest.entries where entry.status != .deleted {
            comparePath(entry.dataFile, manifest.partition, table)
        }
    }

    private mutating func report(_ kind: Finding.Kind, _ message: String) {
        findings.append(Finding(kind, path, message))
    }

    private mutating func compareCounts(_ file: ManifestFile, _ entries: [ManifestEntry]) {
        let said: [(ManifestEntry.Status, Int32, Int64)] = [
            (.added, file.addedFilesCount, file.addedRowsCount),
            (.existing, file.existingFilesCount, file.existingRowsCount),
            (.deleted, file.deletedFilesCount, file.deletedRowsCount),
        ]
        // Lists of format version 1 may leave counts out.
        for (status, files, rows) in said where files != ManifestFile.unknownCount {
            let found = entries.filter { $0.status == status }
            let foundRows = found.reduce(0) { $0 &+ $1.dataFile.recordCount }
            guard found.count != Int(files) || foundRows != rows else { continue }
            report(
                .wrongCount,
                "its list says \(files) \(status) files of \(rows) rows; it has \(found.count) of "
                    + "\(foundRows)"
            )
        }
    }

    private mutating func compareSequenceNumbers(
        _ file: ManifestFile,
        _ entries: [ManifestEntry],
        _ table: TableMetadata
    ) {
        if file.sequenceNumber > table.lastSequenceNumber {
            report(
                .corrupt,
                "sequence number \(file.sequenceNumber) is beyond the table's "
                    + "\(table.lastSequenceNumber)"
            )
        }
        let live = entries.filter { $0.status != .deleted }
        let least = live.compactMap(\.sequenceNumber).min()
        if let least, least < file.minSequenceNumber {
            report(
                .wrongBounds,
                "min_sequence_number is \(file.minSequenceNumber); an entry has \(least)"
            )
        }
    }

    private mutating func compare(
        _ summary: ManifestFile.FieldSummary,
        _ field: PartitionType.Field,
        _ values: [Literal?]
    ) {
        if values.contains(nil), !summary.containsNull {
            report(.wrongBounds, "partition field \(field.name) has nulls that its list denies")
        }
        for value in Set(values.compactMap { $0 }) {
            guard
                let lower = try? summary.lowerBound.map({ try Literal(bytes: $0, type: field.type) }
                ),
                let upper = try? summary.upperBound.map({ try Literal(bytes: $0, type: field.type) }
                ),
                !value.isBefore(lower), !upper.isBefore(value)
            else {
                report(
                    .wrongBounds,
                    "partition field \(field.name) has \(value) outside its bounds"
                )
                continue
            }
        }
    }

    /// A file of the lake's own layout says its tenant and day in its path.
    private mutating func comparePath(
        _ file: DataFile,
        _ partition: PartitionType,
        _ table: CatalogTable
    ) {
        for (field, value) in zip(partition.fields, file.partition) {
            guard
                let part = file.filePath.split(separator: "/")
                    .first(where: { $0.hasPrefix("\(field.name)=") })?.dropFirst(
                        field.name.count + 1
                    )
            else { continue }
            let said: String?
            switch (field.name, value) {
            case ("tenantId", .bytes(let bytes)?): said = String(decoding: bytes, as: UTF8.self)
            // An operator's spec may give the name to months.
            case ("dt", .int(let day)?) where field.type == .date:
                said = CivilDay(day).description
            default: continue
            }
            guard let said, said != part else { continue }
            findings.append(
                Finding(.wrongPartition, file.filePath, "its manifest says \(field.name)=\(said)")
            )
        }
        if partition.fields.first?.name == "tenantId",
            case .bytes(let bytes)? = file.partition.first ?? nil,
            String(decoding: bytes, as: UTF8.self) != table.identifier.tenant.name
        {
            findings.append(
                Finding(.wrongPartition, file.filePath, "is of another tenant than its table")
            )
        }
    }
}
