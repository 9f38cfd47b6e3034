/// Writes a manifest: files of one spec, and what a snapshot did with them.
///
/// Encodes as entries come and keeps only bytes; equal entries in equal order give equal bytes. What
/// goes in is checked, so that a bad value is an error here and not at a reader.
/// Source: Iceberg specification, "Manifests".
public struct ManifestWriter: Sendable {
    /// The number of entries so far.
    public private(set) var entryCount = 0
    /// Bytes so far; more than they will be, since what waits for its block is not compressed yet.
    public var byteCount: Int { container.byteCount }

    private let partition: PartitionType
    private let formatVersion: Int
    private let snapshotID: Int64
    private var container: ObjectContainerWriter
    private var summaries: [FieldSummaryBuilder]
    private var file: ManifestFile
    /// The least data sequence number of live entries that have one.
    private var minSequenceNumber: Int64?

    /// Begins a manifest of a table.
    ///
    /// - Parameters:
    ///   - table: Its format version, current schema and spec are written into the header.
    ///   - specID: The spec of the files; nil: the default one.
    ///   - content: What the manifest lists.
    ///   - snapshotID: The snapshot that adds the manifest.
    ///   - codec: How blocks are compressed.
    /// - Throws: ``CatalogError`` `.corrupt` when the table has no such spec or no current schema,
    ///   `.invalidRequest` for a format version that is not written here.
    public init(
        table: TableMetadata,
        specID: Int32? = nil,
        content: ManifestFile.Content = .data,
        snapshotID: Int64,
        codec: AvroCodec = .deflate
    ) throws(CatalogError) {
        let specID = specID ?? table.defaultSpecID
        let type = try PartitionType(specID: specID, of: table)
        guard let schema = table.currentSchema,
            let spec = table.partitionSpecs.first(where: { $0.specID == specID })
        else {
            throw CatalogError(.corrupt, "the table at \(table.location) has no current schema")
        }
        try self.init(
            schema: schema,
            spec: spec,
            partition: type,
            formatVersion: table.formatVersion,
            content: content,
            snapshotID: snapshotID,
            codec: codec
        )
    }

    /// Begins a manifest.
    ///
    /// - Parameters:
    ///   - schema: The table's schema, for the header.
    ///   - spec: The spec of the files, for the header.
    ///   - partition: The types of the spec's fields; nil: those that `schema` gives.
    ///   - formatVersion: 2 or 3.
    ///   - content: What the manifest lists.
    ///   - snapshotID: The snapshot that adds the manifest.
    ///   - codec: How blocks are compressed.
    /// - Throws: As the other one.
    public init(
        schema: Schema,
        spec: PartitionSpec,
        partition: PartitionType? = nil,
        formatVersion: Int = 2,
        content: ManifestFile.Content = .data,
        snapshotID: Int64,
        codec: AvroCodec = .deflate
    ) throws(CatalogError) {
        guard formatVersion == 2 || formatVersion == 3 else {
            throw CatalogError(
                .invalidRequest,
                "manifests of format version \(formatVersion) are not written; upgrade the table"
            )
        }
        if let partition {
            self.partition = partition
        } else {
            self.partition = try PartitionType(of: spec, in: [schema])
        }
        self.formatVersion = formatVersion
        self.snapshotID = snapshotID
        container = ObjectContainerWriter(
            schema: try ManifestSchemas.manifestEntry(
                partition: self.partition,
                formatVersion: formatVersion
            ),
            metadata: [
                ("schema", Array(schema.json.utf8)),
                ("schema-id", Array(String(schema.schemaID).utf8)),
                ("partition-spec", Array(spec.fieldsJSON.utf8)),
                ("partition-spec-id", Array(String(spec.specID).utf8)),
                ("format-version", Array(String(formatVersion).utf8)),
                ("content", Array((content == .data ? "data" : "deletes").utf8)),
            ],
            codec: codec
        )
        summaries = self.partition.fields.map { FieldSummaryBuilder($0.type) }
        file = ManifestFile(
            manifestPath: "",
            manifestLength: 0,
            partitionSpecID: spec.specID,
            content: content,
            sequenceNumber: ManifestFile.unassigned,
            minSequenceNumber: ManifestFile.unassigned,
            addedSnapshotID: snapshotID
        )
    }

    /// Appends a file that the snapshot adds; its sequence numbers will be the commit's.
    ///
    /// - Throws: ``CatalogError`` `.invalidRequest` when the file's values are not of the spec.
    public mutating func append(added dataFile: DataFile) throws(CatalogError) {
        try append(
            ManifestEntry(
                status: .added,
                snapshotID: snapshotID,
                sequenceNumber: nil,
                fileSequenceNumber: nil,
                dataFile: dataFile
            )
        )
    }

    /// Appends a live entry of an older manifest, as one that was in the table before.
    ///
    /// - Throws: ``CatalogError`` `.invalidRequest` when it has not inherited its numbers.
    public mutating func append(existing entry: ManifestEntry) throws(CatalogError) {
        var entry = entry
        entry.status = .existing
        try append(entry)
    }

    /// Appends an entry.
    ///
    /// - Throws: ``CatalogError`` `.invalidRequest` when its values are not of the spec, or when it
    ///   is not added and lacks its snapshot or sequence numbers.
    public mutating func append(_ entry: ManifestEntry) throws(CatalogError) {
        let partition = try checked(entry)
        try count(entry)
        let (types, version) = (self.partition, formatVersion)
        container.append { $0.manifestEntry(entry, partition, types, formatVersion: version) }
        for (index, value) in partition.enumerated() { summaries[index].add(value) }
        entryCount += 1
    }

    /// Ends the manifest.
    ///
    /// - Parameter path: Where the bytes will lie, as a URI.
    /// - Returns: The bytes, and a description whose sequence number is
    ///   ``ManifestFile/unassigned``.
    /// - Throws: Nothing that ``append(_:)`` did not refuse.
    public consuming func finish(path: String) throws(CatalogError) -> WrittenManifest {
        let bytes = container.finish()
        file.manifestPath = path
        file.manifestLength = Int64(bytes.count)
        // A number given is less than the commit's; without one, the commit's is the least.
        if let minSequenceNumber { file.minSequenceNumber = minSequenceNumber }
        var partitions: [ManifestFile.FieldSummary] = []
        for summary in summaries { partitions.append(try summary.summary()) }
        file.partitions = partitions
        return WrittenManifest(bytes: bytes, file: file)
    }

    /// The partition's values, each of its field's type.
    private func checked(_ entry: ManifestEntry) throws(CatalogError) -> [Literal?] {
        let dataFile = entry.dataFile
        guard dataFile.partition.count == partition.fields.count else {
            throw CatalogError(
                .invalidRequest,
                """
                \(dataFile.filePath) has \(dataFile.partition.count) partition values, and spec \
                \(partition.specID) has \(partition.fields.count) fields
                """
            )
        }
        if entry.status != .added {
            guard entry.snapshotID != nil, entry.sequenceNumber != nil,
                entry.fileSequenceNumber != nil
            else {
                throw CatalogError(
                    .invalidRequest,
                    "\(dataFile.filePath) is not new, and its sequence numbers are missing"
                )
            }
        }
        guard (dataFile.content == .data) == (file.content == .data) else {
            throw CatalogError(
                .invalidRequest,
                "\(dataFile.filePath) is not of the content that the manifest lists"
            )
        }
        var values: [Literal?] = []
        for (value, field) in zip(dataFile.partition, partition.fields) {
            if let value {
                values.append(try value.converted(to: field.type))
            } else {
                values.append(nil)
            }
        }
        return values
    }

    private mutating func count(_ entry: ManifestEntry) throws(CatalogError) {
        let rows = entry.dataFile.recordCount
        switch entry.status {
        case .added:
            file.addedFilesCount += 1
            file.addedRowsCount = try sum(file.addedRowsCount, rows)
        case .existing:
            file.existingFilesCount += 1
            file.existingRowsCount = try sum(file.existingRowsCount, rows)
        case .deleted:
            file.deletedFilesCount += 1
            file.deletedRowsCount = try sum(file.deletedRowsCount, rows)
            return
        }
        if let number = entry.sequenceNumber {
            minSequenceNumber = min(number, minSequenceNumber ?? number)
        }
    }

    private func sum(_ rows: Int64, _ more: Int64) throws(CatalogError) -> Int64 {
        let (sum, isOverflow) = rows.addingReportingOverflow(more)
        guard more >= 0, !isOverflow else {
            throw CatalogError(.invalidRequest, "a file of \(more) rows")
        }
        return sum
    }
}
