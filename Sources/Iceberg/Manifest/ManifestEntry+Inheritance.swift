extension ManifestEntry {
    /// Takes from the manifest what the entry leaves to it.
    ///
    /// Manifests of format version 1 have the sequence number 0, and all that is in them too.
    /// Source: Iceberg specification, "Sequence Number Inheritance" and "First Row ID Inheritance".
    ///
    /// - Parameters:
    ///   - file: How the manifest list describes the manifest.
    ///   - nextRowID: The first id that no earlier entry took; moved on.
    /// - Throws: ``AvroError`` when the entry leaves what only new ones may.
    mutating func inherit(
        from file: ManifestFile,
        nextRowID: inout Int64?
    ) throws(AvroError) {
        if snapshotID == nil { snapshotID = file.addedSnapshotID }
        if status == .added || file.sequenceNumber == 0 {
            sequenceNumber = sequenceNumber ?? file.sequenceNumber
            fileSequenceNumber = fileSequenceNumber ?? file.sequenceNumber
        }
        guard sequenceNumber != nil else {
            throw AvroError("\(dataFile.filePath) is not new, and has no sequence number")
        }
        guard let rowID = nextRowID, status != .deleted, dataFile.content == .data,
            dataFile.firstRowID == nil
        else { return }
        dataFile.firstRowID = rowID
        let (next, isOverflow) = rowID.addingReportingOverflow(dataFile.recordCount)
        guard !isOverflow else { throw AvroError("row ids beyond 64 bits") }
        nextRowID = next
    }
}
