package import LakeModel

extension TableMetadata {
    /// The format versions that are read.
    public static let formatVersions = 1...3

    /// Reads a `metadata.json`.
    ///
    /// What the specification demands is checked, so that all ids that are named are there:
    /// see ``violation``. What format version 1 may leave out is put in.
    /// - Throws: ``CatalogError`` `.corrupt`, naming the member that is missing or wrong.
    public init(json bytes: [UInt8]) throws(CatalogError) {
        let document: JSONDocument
        do {
            document = try JSONDocument(bytes)
        } catch {
            throw CatalogError(.corrupt, "not JSON: \(error)")
        }
        try self.init(document.root)
    }

    /// Reads metadata from a part of a larger text.
    ///
    /// - Throws: ``CatalogError`` `.corrupt`, naming the member that is missing or wrong.
    package init(_ node: JSONNode) throws(CatalogError) {
        let version = try node.required("format-version")
        guard let formatVersion = try Int(exactly: version.int64()),
            Self.formatVersions.contains(formatVersion)
        else { throw version.invalid("only format versions 1, 2 and 3 are understood") }
        self.init(unfinished: formatVersion)
        if let uuid = try Self.required("table-uuid", since: 2, of: node, formatVersion) {
            tableUUID = try uuid.text()
        }
        location = try node.required("location").text()
        lastUpdatedMilliseconds = try node.required("last-updated-ms").int64()
        if formatVersion > 1 {
            lastSequenceNumber = try node.required("last-sequence-number").int64()
        }
        lastColumnID = try node.required("last-column-id").int32()
        try readSchemas(node)
        try readPartitionSpecs(node)
        try readSortOrders(node)
        properties = try node.optional("properties")?.texts() ?? [:]
        if formatVersion > 2 { nextRowID = try node.required("next-row-id").int64() }
        try readSnapshots(node)
        otherMembers = try node.others(than: Self.memberNames)
        if let violation { throw node.invalid(violation) }
    }

    /// The members that are interpreted; `schema` and `partition-spec` are those of version 1.
    private static let memberNames: Set<String> = [
        "format-version", "table-uuid", "location", "last-sequence-number", "last-updated-ms",
        "last-column-id", "schema", "schemas", "current-schema-id", "partition-spec",
        "partition-specs", "default-spec-id", "last-partition-id", "sort-orders",
        "default-sort-order-id", "properties", "current-snapshot-id", "next-row-id", "refs",
        "snapshots", "snapshot-log", "metadata-log",
    ]

    /// A member that may be missing only before a format version.
    private static func required(
        _ name: String,
        since version: Int,
        of node: JSONNode,
        _ formatVersion: Int
    ) throws(CatalogError) -> JSONNode? {
        formatVersion < version ? try node.optional(name) : try node.required(name)
    }

    private mutating func readSchemas(_ node: JSONNode) throws(CatalogError) {
        guard let list = try Self.required("schemas", since: 2, of: node, formatVersion) else {
            let schema = try Schema(node.required("schema"))
            schemas = [schema]
            currentSchemaID = schema.schemaID
            return
        }
        schemas = try list.elements { node throws(CatalogError) in try Schema(node) }
        currentSchemaID = try node.required("current-schema-id").int32()
    }

    private mutating func readPartitionSpecs(_ node: JSONNode) throws(CatalogError) {
        if let list = try Self.required("partition-specs", since: 2, of: node, formatVersion) {
            partitionSpecs = try list.elements { node throws(CatalogError) in
                try PartitionSpec(node)
            }
            defaultSpecID = try node.required("default-spec-id").int32()
        } else {
            let fields = try PartitionSpec.fields(node.required("partition-spec"))
            partitionSpecs = [PartitionSpec(specID: 0, fields: fields)]
            defaultSpecID = 0
        }
        if formatVersion == 1 { numberPartitionFields() }
        let last = try Self.required("last-partition-id", since: 2, of: node, formatVersion)
        lastPartitionID = try last?.int32() ?? highestPartitionFieldID
    }

    /// Gives the fields of version 1 that have no ids theirs: they count from 1000.
    private mutating func numberPartitionFields() {
        for spec in partitionSpecs.indices {
            let fields = partitionSpecs[spec].fields
            guard fields.allSatisfy({ $0.fieldID == PartitionSpec.Field.unassigned }) else {
                continue
            }
            for field in fields.indices {
                partitionSpecs[spec].fields[field].fieldID =
                    PartitionSpec.firstFieldID + Int32(clamping: field)
            }
        }
    }

    private mutating func readSortOrders(_ node: JSONNode) throws(CatalogError) {
        guard let list = try Self.required("sort-orders", since: 2, of: node, formatVersion) else {
            sortOrders = [.unsorted]
            return
        }
        sortOrders = try list.elements { node throws(CatalogError) in try SortOrder(node) }
        defaultSortOrderID = try node.required("default-sort-order-id").int32()
    }

    private mutating func readSnapshots(_ node: JSONNode) throws(CatalogError) {
        snapshots =
            try node.optional("snapshots")?
            .elements { node throws(CatalogError) in try Snapshot(node) } ?? []
        let current = try node.optional("current-snapshot-id")?.int64()
        // Writers before format version 3 say -1 where there is none.
        currentSnapshotID = current == -1 ? nil : current
        if let list = try node.optional("refs") {
            for member in try list.object() {
                refs[member.name] = try SnapshotReference(member.node)
            }
        } else if let currentSnapshotID {
            refs[SnapshotReference.main] = .init(snapshotID: currentSnapshotID, kind: .branch)
        }
        snapshotLog =
            try node.optional("snapshot-log")?
            .elements { node throws(CatalogError) in
                SnapshotLogEntry(
                    timestampMilliseconds: try node.required("timestamp-ms").int64(),
                    snapshotID: try node.required("snapshot-id").int64()
                )
            } ?? []
        metadataLog =
            try node.optional("metadata-log")?
            .elements { node throws(CatalogError) in
                MetadataLogEntry(
                    timestampMilliseconds: try node.required("timestamp-ms").int64(),
                    metadataFile: try node.required("metadata-file").text()
                )
            } ?? []
    }
}
