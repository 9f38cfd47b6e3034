extension AvroWriter {
    /// Writes a manifest entry in the order of ``ManifestSchemas``.
    mutating func manifestEntry(
        _ entry: ManifestEntry,
        _ partition: [Literal?],
        _ types: PartitionType,
        formatVersion: Int
    ) {
        integer(entry.status.rawValue)
        optional(entry.snapshotID) { $0.integer($1) }
        optional(entry.sequenceNumber) { $0.integer($1) }
        optional(entry.fileSequenceNumber) { $0.integer($1) }
        let file = entry.dataFile
        integer(file.content.rawValue)
        string(file.filePath)
        string(file.fileFormat)
        for (value, field) in zip(partition, types.fields) {
            optional(value) { $0.literal($1, field.type) }
        }
        integer(file.recordCount)
        integer(file.fileSizeInBytes)
        counts(file.columnSizes)
        counts(file.valueCounts)
        counts(file.nullValueCounts)
        counts(file.nanValueCounts)
        bounds(file.lowerBounds)
        bounds(file.upperBounds)
        optional(file.keyMetadata) { $0.bytes($1) }
        optional(file.splitOffsets) { $0.array($1) { $0.integer($1) } }
        optional(file.equalityIDs) { $0.array($1) { $0.integer($1) } }
        optional(file.sortOrderID) { $0.integer($1) }
        if formatVersion >= 3 { optional(file.firstRowID) { $0.integer($1) } }
        optional(file.referencedDataFile) { $0.string($1) }
        if formatVersion >= 3 {
            optional(file.contentOffset) { $0.integer($1) }
            optional(file.contentSizeInBytes) { $0.integer($1) }
        }
    }

    /// Writes a manifest list's description of a manifest.
    mutating func manifestFile(_ file: ManifestFile, formatVersion: Int) {
        string(file.manifestPath)
        integer(file.manifestLength)
        integer(file.partitionSpecID)
        integer(file.content.rawValue)
        integer(file.sequenceNumber)
        integer(file.minSequenceNumber)
        integer(file.addedSnapshotID)
        integer(file.addedFilesCount)
        integer(file.existingFilesCount)
        integer(file.deletedFilesCount)
        integer(file.addedRowsCount)
        integer(file.existingRowsCount)
        integer(file.deletedRowsCount)
        optional(file.partitions) { writer, summaries in
            writer.array(summaries) { writer, summary in
                writer.boolean(summary.containsNull)
                writer.optional(summary.containsNaN) { $0.boolean($1) }
                writer.optional(summary.lowerBound) { $0.bytes($1) }
                writer.optional(summary.upperBound) { $0.bytes($1) }
            }
        }
        optional(file.keyMetadata) { $0.bytes($1) }
        if formatVersion >= 3 { optional(file.firstRowID) { $0.integer($1) } }
    }

    /// Writes a partition value as its field's Avro type, see ``AvroTypeNames``.
    private mutating func literal(_ value: Literal, _ type: PrimitiveType) {
        switch (value, type) {
        case (.boolean(let value), _): boolean(value)
        case (.int(let value), _): integer(value)
        case (.long(let value), _): integer(value)
        case (.float(let value), _): float(value)
        case (.double(let value), _): double(value)
        case (.decimal(let value), .decimal(let precision, _)):
            raw(value.bigEndian(count: AvroTypeNames.decimalSize(precision: precision)))
        case (.decimal(let value), _): bytes(value.decimalBytes)
        case (.bytes(let value), .uuid), (.bytes(let value), .fixed): raw(value)
        case (.bytes(let value), _): bytes(value)
        }
    }

    /// Writes a map of counts, in the order of the keys; one without members as null.
    private mutating func counts(_ map: [Int32: Int64]) {
        optional(map.isEmpty ? nil : map.sorted { $0.key < $1.key }) { writer, pairs in
            writer.array(pairs) { writer, pair in
                writer.integer(pair.key)
                writer.integer(pair.value)
            }
        }
    }

    private mutating func bounds(_ map: [Int32: [UInt8]]) {
        optional(map.isEmpty ? nil : map.sorted { $0.key < $1.key }) { writer, pairs in
            writer.array(pairs) { writer, pair in
                writer.integer(pair.key)
                writer.bytes(pair.value)
            }
        }
    }
}
