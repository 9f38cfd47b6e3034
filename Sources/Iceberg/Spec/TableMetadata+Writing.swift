package import LakeModel

extension TableMetadata {
    /// The text of a `metadata.json`: compact, its members in an order that never changes, every
    /// number with all its digits.
    ///
    /// Equal metadata has equal text.
    public var json: [UInt8] {
        // A snapshot takes about 700 bytes, a log entry about 100, a column about 70.
        var json = JSONWriter(
            capacity: 4096 + 800 * snapshots.count + 64 * snapshotLog.count
                + 160 * metadataLog.count + 100 * schemas.reduce(0) { $0 + $1.fields.count }
        )
        write(to: &json)
        return json.bytes
    }

    /// Writes the metadata as a part of a larger text.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("format-version", formatVersion)
            if !tableUUID.isEmpty { json.member("table-uuid", tableUUID) }
            json.member("location", location)
            if formatVersion > 1 { json.member("last-sequence-number", lastSequenceNumber) }
            json.member("last-updated-ms", lastUpdatedMilliseconds)
            json.member("last-column-id", lastColumnID)
            writeSchemas(to: &json)
            writePartitionSpecs(to: &json)
            json.member("default-sort-order-id", defaultSortOrderID)
            json.name("sort-orders")
            json.array { json in
                for order in sortOrders { order.write(to: &json) }
            }
            json.name("properties")
            json.texts(properties)
            if let currentSnapshotID { json.member("current-snapshot-id", currentSnapshotID) }
            if formatVersion > 2 { json.member("next-row-id", nextRowID) }
            writeSnapshots(to: &json)
            writeLogs(to: &json)
            for member in otherMembers { json.member(member) }
        }
    }

    private func writeSchemas(to json: inout JSONWriter) {
        if formatVersion == 1, let currentSchema {
            json.name("schema")
            currentSchema.write(to: &json)
        }
        json.member("current-schema-id", currentSchemaID)
        json.name("schemas")
        json.array { json in
            for schema in schemas { schema.write(to: &json) }
        }
    }

    private func writePartitionSpecs(to json: inout JSONWriter) {
        if formatVersion == 1, let defaultSpec {
            json.name("partition-spec")
            defaultSpec.writeFields(to: &json)
        }
        json.member("default-spec-id", defaultSpecID)
        json.name("partition-specs")
        json.array { json in
            for spec in partitionSpecs { spec.write(to: &json) }
        }
        json.member("last-partition-id", lastPartitionID)
    }

    private func writeSnapshots(to json: inout JSONWriter) {
        json.name("refs")
        json.object { json in
            for (name, reference) in refs.sorted(by: { $0.key < $1.key }) {
                json.name(name)
                reference.write(to: &json)
            }
        }
        json.name("snapshots")
        json.array { json in
            var order = SummaryOrder()
            for snapshot in snapshots {
                snapshot.write(to: &json, &order, isNumbered: formatVersion > 1)
            }
        }
    }

    private func writeLogs(to json: inout JSONWriter) {
        json.name("snapshot-log")
        json.array { json in
            for entry in snapshotLog {
                json.object { json in
                    json.member("timestamp-ms", entry.timestampMilliseconds)
                    json.member("snapshot-id", entry.snapshotID)
                }
            }
        }
        json.name("metadata-log")
        json.array { json in
            for entry in metadataLog {
                json.object { json in
                    json.member("timestamp-ms", entry.timestampMilliseconds)
                    json.member("metadata-file", entry.metadataFile)
                }
            }
        }
    }
}

extension JSONWriter {
    /// Writes an object of strings, ordered by name.
    mutating func texts(_ texts: [String: String]) {
        object { json in
            for (name, value) in texts.sorted(by: { $0.key < $1.key }) { json.member(name, value) }
        }
    }
}
