extension TableMetadata {
    /// What is wrong with the metadata, in words; nil where nothing is.
    ///
    /// Every id that is named is there and stands once; `main` is the current snapshot; no column,
    /// partition field or sequence number is greater than the last one given.
    /// Source: Iceberg specification, "Table Metadata Fields".
    package var violation: String? {
        if formatVersion > 1, tableUUID.isEmpty { return "table-uuid is empty" }
        if location.isEmpty { return "location is empty" }
        // What comes next is one more: a number without a next one would stop the table for good.
        if !(0..<Int64.max).contains(lastSequenceNumber) {
            return "last-sequence-number: \(lastSequenceNumber) is out of range"
        }
        if !(0..<Int64.max).contains(lastUpdatedMilliseconds) {
            return "last-updated-ms: \(lastUpdatedMilliseconds) is out of range"
        }
        let ids = schemas.map(\.schemaID) + partitionSpecs.map(\.specID) + [lastPartitionID]
        if let id = ids.first(where: { $0 > Schema.fieldIDMax }) {
            return "the id \(id) of a schema, spec or partition field leaves none for the next"
        }
        return schemaViolation ?? partitionViolation ?? sortViolation ?? snapshotViolation
    }

    private var schemaViolation: String? {
        if let id = schemas.lazy.map(\.schemaID).repeated {
            return "schemas: the schema-id \(id) stands twice"
        }
        guard currentSchema != nil else {
            return "current-schema-id: there is no schema \(currentSchemaID)"
        }
        for schema in schemas where schema.highestFieldID > lastColumnID {
            return "last-column-id: schema \(schema.schemaID) has a column \(schema.highestFieldID)"
        }
        return nil
    }

    private var partitionViolation: String? {
        if let id = partitionSpecs.lazy.map(\.specID).repeated {
            return "partition-specs: the spec-id \(id) stands twice"
        }
        guard let defaultSpec else {
            return "default-spec-id: there is no spec \(defaultSpecID)"
        }
        for spec in partitionSpecs {
            for field in spec.fields where field.fieldID < PartitionSpec.firstFieldID {
                return "partition-specs: '\(field.name)' of spec \(spec.specID) has no field-id of"
                    + " \(PartitionSpec.firstFieldID) or more"
            }
        }
        if highestPartitionFieldID > lastPartitionID {
            return "last-partition-id: there is a partition field \(highestPartitionFieldID)"
        }
        for field in defaultSpec.fields where field.transform != .void {
            guard currentSchema?.field(field.sourceID) != nil else {
                return "default-spec-id: '\(field.name)' is made of the column \(field.sourceID),"
                    + " which the current schema does not have"
            }
        }
        return nil
    }

    private var sortViolation: String? {
        if let id = sortOrders.lazy.map(\.orderID).repeated {
            return "sort-orders: the order-id \(id) stands twice"
        }
        guard let order = sortOrders.first(where: { $0.orderID == defaultSortOrderID }) else {
            return "default-sort-order-id: there is no sort order \(defaultSortOrderID)"
        }
        for field in order.fields where currentSchema?.field(field.sourceID) == nil {
            return "default-sort-order-id: the order is by the column \(field.sourceID), which the"
                + " current schema does not have"
        }
        return nil
    }

    private var snapshotViolation: String? {
        if let id = snapshots.lazy.map(\.snapshotID).repeated {
            return "snapshots: the snapshot-id \(id) stands twice"
        }
        let ids = Set(snapshots.lazy.map(\.snapshotID))
        if let currentSnapshotID, !ids.contains(currentSnapshotID) {
            return "current-snapshot-id: there is no snapshot \(currentSnapshotID)"
        }
        for (name, reference) in refs.sorted(by: { $0.key < $1.key })
        where !ids.contains(reference.snapshotID) {
            return "refs: '\(name)' is the snapshot \(reference.snapshotID), which is not there"
        }
        if refs[SnapshotReference.main]?.snapshotID != currentSnapshotID {
            return "refs: '\(SnapshotReference.main)' is not the current snapshot"
        }
        for snapshot in snapshots where snapshot.sequenceNumber > lastSequenceNumber {
            return "last-sequence-number: the snapshot \(snapshot.snapshotID) has the greater"
                + " sequence number \(snapshot.sequenceNumber)"
        }
        return nil
    }

    /// The greatest id among the partition fields; 999 where there is none.
    var highestPartitionFieldID: Int32 {
        partitionSpecs.lazy.flatMap(\.fields).map(\.fieldID).max().map {
            max($0, PartitionSpec.firstFieldID - 1)
        } ?? PartitionSpec.firstFieldID - 1
    }
}

extension Sequence where Element: Hashable {
    /// The first element that stands a second time.
    fileprivate var repeated: Element? {
        var seen: Set<Element> = []
        return first { !seen.insert($0).inserted }
    }
}
