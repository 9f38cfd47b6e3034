package import LakeModel

extension Snapshot {
    /// Reads a snapshot.
    ///
    /// Format version 1 may list manifests instead of naming a manifest list: such a snapshot has
    /// an empty ``manifestList`` and is written back with its `manifests`.
    /// Source: Iceberg specification, "Snapshots".
    /// - Throws: ``CatalogError`` `.corrupt`, naming the member.
    package init(_ node: JSONNode) throws(CatalogError) {
        let manifestList = try node.optional("manifest-list")?.text()
        if manifestList == nil { _ = try node.required("manifests").elements() }
        self.init(
            snapshotID: try node.required("snapshot-id").int64(),
            parentSnapshotID: try node.optional("parent-snapshot-id")?.int64(),
            sequenceNumber: try node.optional("sequence-number")?.int64() ?? 0,
            timestampMilliseconds: try node.required("timestamp-ms").int64(),
            manifestList: manifestList ?? "",
            summary: try node.optional("summary")?.texts() ?? [:],
            schemaID: try node.optional("schema-id")?.int32()
        )
        firstRowID = try node.optional("first-row-id")?.int64()
        addedRows = try node.optional("added-rows")?.int64()
        otherMembers = try node.others(than: Self.memberNames)
    }

    private static let memberNames: Set<String> = [
        "snapshot-id", "parent-snapshot-id", "sequence-number", "timestamp-ms", "manifest-list",
        "summary", "schema-id", "first-row-id", "added-rows",
    ]

    /// Writes the snapshot.
    package func write(to json: inout JSONWriter) {
        var order = SummaryOrder()
        write(to: &json, &order, isNumbered: sequenceNumber > 0)
    }

    /// Writes the snapshot as one of many; `isNumbered` where it must have a sequence number, which
    /// may be 0 in a table that was one of format version 1.
    func write(to json: inout JSONWriter, _ order: inout SummaryOrder, isNumbered: Bool) {
        json.object { json in
            if isNumbered { json.member("sequence-number", sequenceNumber) }
            json.member("snapshot-id", snapshotID)
            if let parentSnapshotID { json.member("parent-snapshot-id", parentSnapshotID) }
            json.member("timestamp-ms", timestampMilliseconds)
            if !summary.isEmpty {
                json.name("summary")
                order.write(summary, to: &json)
            }
            if !manifestList.isEmpty { json.member("manifest-list", manifestList) }
            if let schemaID { json.member("schema-id", schemaID) }
            if let firstRowID { json.member("first-row-id", firstRowID) }
            if let addedRows { json.member("added-rows", addedRows) }
            for member in otherMembers { json.member(member) }
        }
    }
}
