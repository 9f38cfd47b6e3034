extension AvroReader {
    /// Reads a manifest list's description of a manifest.
    ///
    /// What format version 1 does not tell is 0, as the specification has it, and
    /// ``ManifestFile/unknownCount`` for counts.
    mutating func manifestFile(_ fields: [ManifestField]) throws(AvroError) -> ManifestFile {
        var file = ManifestFile(
            manifestPath: "",
            manifestLength: 0,
            partitionSpecID: 0,
            sequenceNumber: 0,
            minSequenceNumber: 0,
            addedSnapshotID: 0
        )
        file.addedFilesCount = ManifestFile.unknownCount
        file.existingFilesCount = ManifestFile.unknownCount
        file.deletedFilesCount = ManifestFile.unknownCount
        for field in fields {
            switch field.id {
            case 500: file.manifestPath = try text(field)
            case 501: file.manifestLength = try count(field) ?? 0
            case 502: file.partitionSpecID = try int32(field) ?? 0
            case 517:
                let code = try int32(field) ?? 0
                guard let content = ManifestFile.Content(rawValue: code) else {
                    throw field.invalid("no such content: \(code)")
                }
                file.content = content
            case 515: file.sequenceNumber = try count(field) ?? 0
            case 516: file.minSequenceNumber = try count(field) ?? 0
            case 503: file.addedSnapshotID = try integer(field.schema) ?? 0
            case 504: file.addedFilesCount = try fileCount(field)
            case 505: file.existingFilesCount = try fileCount(field)
            case 506: file.deletedFilesCount = try fileCount(field)
            case 512: file.addedRowsCount = try count(field) ?? 0
            case 513: file.existingRowsCount = try count(field) ?? 0
            case 514: file.deletedRowsCount = try count(field) ?? 0
            case 507: file.partitions = try summaries(field)
            case 519: file.keyMetadata = try bytes(field.schema)
            case 520: file.firstRowID = try count(field)
            default: try skip(field.schema)
            }
        }
        return file
    }

    private mutating func fileCount(_ field: ManifestField) throws(AvroError) -> Int32 {
        guard let value = try int32(field) else { return ManifestFile.unknownCount }
        guard value >= 0 else { throw field.invalid("\(value)") }
        return value
    }

    private mutating func summaries(
        _ field: ManifestField
    ) throws(AvroError) -> [ManifestFile.FieldSummary]? {
        var summaries: [ManifestFile.FieldSummary] = []
        let isThere = try array(field.schema) { (reader, schema) throws(AvroError) in
            summaries.append(try reader.summary(schema))
        }
        return isThere ? summaries : nil
    }

    private mutating func summary(
        _ schema: AvroSchema
    ) throws(AvroError) -> ManifestFile.FieldSummary {
        guard let branch = try branch(schema), case .record(let fields) = branch else {
            throw AvroError("a partition summary that is no record")
        }
        var summary = ManifestFile.FieldSummary(
            containsNull: true,
            containsNaN: nil,
            lowerBound: nil,
            upperBound: nil
        )
        for field in fields {
            switch field.id ?? Self.summaryNames[field.name] {
            case 509: summary.containsNull = try boolean(field.schema) ?? true
            case 518: summary.containsNaN = try boolean(field.schema)
            case 510: summary.lowerBound = try bytes(field.schema)
            case 511: summary.upperBound = try bytes(field.schema)
            default: try skip(field.schema)
            }
        }
        return summary
    }

    private static let summaryNames: [String: Int32] = [
        "contains_null": 509, "contains_nan": 518, "lower_bound": 510, "upper_bound": 511,
    ]
}
