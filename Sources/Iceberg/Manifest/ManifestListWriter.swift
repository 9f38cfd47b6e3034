/// Writes a manifest list: the manifests of a snapshot.
///
/// Source: Iceberg specification, "Manifest Lists".
public enum ManifestListWriter {
    /// Writes the list of a commit.
    ///
    /// What is ``ManifestFile/unassigned`` in a description becomes `sequenceNumber`.
    ///
    /// - Parameters:
    ///   - manifests: All manifests of the snapshot, in any order.
    ///   - snapshotID: The snapshot.
    ///   - parentSnapshotID: The one it follows; nil for the first.
    ///   - sequenceNumber: The snapshot's sequence number.
    ///   - formatVersion: 2 or 3.
    ///   - firstRowID: The snapshot's first row id, in format version 3.
    ///   - codec: How blocks are compressed.
    /// - Returns: The file.
    /// - Throws: ``CatalogError`` `.invalidRequest` for a format version that is not written here, or for a
    ///   description that lacks its counts.
    public static func write(
        _ manifests: [ManifestFile],
        snapshotID: Int64,
        parentSnapshotID: Int64?,
        sequenceNumber: Int64,
        formatVersion: Int = 2,
        firstRowID: Int64? = nil,
        codec: AvroCodec = .deflate
    ) throws(CatalogError) -> [UInt8] {
        guard formatVersion == 2 || formatVersion == 3 else {
            throw CatalogError(
                .invalidRequest,
                "manifest lists of format version \(formatVersion) are not written"
            )
        }
        // Some readers take a list without these for one of format version 1, without a word.
        var metadata: [(key: String, value: [UInt8])] = [
            ("snapshot-id", Array(String(snapshotID).utf8)),
            ("parent-snapshot-id", Array((parentSnapshotID.map(String.init) ?? "null").utf8)),
            ("sequence-number", Array(String(sequenceNumber).utf8)),
            ("format-version", Array(String(formatVersion).utf8)),
        ]
        if formatVersion >= 3 {
            metadata.append(("first-row-id", Array((firstRowID.map(String.init) ?? "null").utf8)))
        }
        var container = ObjectContainerWriter(
            schema: formatVersion == 3 ? version3 : version2,
            metadata: metadata,
            codec: codec
        )
        var nextRowID = formatVersion >= 3 ? firstRowID : nil
        for manifest in manifests {
            var file = manifest.assigned(sequenceNumber)
            guard file.entryCount != nil else {
                throw CatalogError(
                    .invalidRequest,
                    "the counts of \(file.manifestPath) are not known, and a list must tell them"
                )
            }
            if let rowID = nextRowID, file.content == .data, file.firstRowID == nil {
                file.firstRowID = rowID
                nextRowID = rowID + file.addedRowsCount + file.existingRowsCount
            }
            container.append { $0.manifestFile(file, formatVersion: formatVersion) }
        }
        return container.finish()
    }

    private static let version2 = ManifestSchemas.manifestFile(formatVersion: 2)
    private static let version3 = ManifestSchemas.manifestFile(formatVersion: 3)
}
