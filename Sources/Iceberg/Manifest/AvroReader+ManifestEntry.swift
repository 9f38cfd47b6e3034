extension AvroReader {
    /// Reads an entry as it stands in the file, before it inherits.
    mutating func manifestEntry(_ layout: ManifestLayout) throws(AvroError) -> ManifestEntry {
        var entry = ManifestEntry(
            status: .existing,
            snapshotID: nil,
            sequenceNumber: nil,
            fileSequenceNumber: nil,
            dataFile: DataFile(
                filePath: "",
                partition: Array(repeating: nil, count: layout.types.fields.count),
                recordCount: 0,
                fileSizeInBytes: 0
            )
        )
        for field in layout.entry {
            switch field.id {
            case 0:
                guard let code = try int32(field), let status = ManifestEntry.Status(rawValue: code)
                else { throw field.invalid("no such status") }
                entry.status = status
            case 1: entry.snapshotID = try integer(field.schema)
            case 2:
                guard try branch(field.schema) != nil else { throw field.missing }
                try dataFile(layout, &entry.dataFile)
            case 3: entry.sequenceNumber = try count(field)
            case 4: entry.fileSequenceNumber = try count(field)
            default: try skip(field.schema)
            }
        }
        return entry
    }

    private mutating func dataFile(
        _ layout: ManifestLayout,
        _ file: inout DataFile
    ) throws(AvroError) {
        for field in layout.file {
            switch field.id {
            case 134:
                guard let code = try int32(field) else { break }
                guard let content = DataFile.Content(rawValue: code) else {
                    throw field.invalid("no such content: \(code)")
                }
                file.content = content
            case 100: file.filePath = try text(field)
            case 101: file.fileFormat = try text(field)
            case 102:
                guard try branch(field.schema) != nil else { break }
                try partition(layout, &file)
            case 103: file.recordCount = try required(count: field)
            case 104: file.fileSizeInBytes = try required(count: field)
            case 108: file.columnSizes = try counts(field)
            case 109: file.valueCounts = try counts(field)
            case 110: file.nullValueCounts = try counts(field)
            case 137: file.nanValueCounts = try counts(field)
            case 125: file.lowerBounds = try bounds(field)
            case 128: file.upperBounds = try bounds(field)
            case 131: file.keyMetadata = try bytes(field.schema)
            case 132: file.splitOffsets = try integers(field)
            case 135: file.equalityIDs = try integers(field)
            case 140: file.sortOrderID = try int32(field)
            case 142: file.firstRowID = try count(field)
            case 143: file.referencedDataFile = try string(field.schema)
            case 144: file.contentOffset = try count(field)
            case 145: file.contentSizeInBytes = try count(field)
            default: try skip(field.schema)
            }
        }
    }

    private mutating func partition(
        _ layout: ManifestLayout,
        _ file: inout DataFile
    ) throws(AvroError) {
        for (schema, index) in layout.partition {
            if let index {
                file.partition[index] = try literal(schema, layout.types.fields[index].type)
            } else {
                try skip(schema)
            }
        }
    }

    private mutating func required(count field: ManifestField) throws(AvroError) -> Int64 {
        guard let value = try count(field) else { throw field.missing }
        return value
    }

    private mutating func counts(_ field: ManifestField) throws(AvroError) -> [Int32: Int64] {
        try map(field) { (reader, schema) throws(AvroError) in try reader.integer(schema) }
    }

    private mutating func bounds(_ field: ManifestField) throws(AvroError) -> [Int32: [UInt8]] {
        try map(field) { (reader, schema) throws(AvroError) in try reader.bytes(schema) }
    }
}
