import Iceberg
import LakeModel
import Testing

@Suite("TableUpdate as JSON")
struct TableUpdateJSONTests {
    @Test("what is written is read the same")
    func roundTrip() throws {
        let statistics = try TableUpdate(
            node(
                #"{"action":"set-statistics","statistics":{"snapshot-id":7,"#
                    + #""statistics-path":"s3://b/s.puffin","blob-metadata":[{"x":1.50}]}}"#
            )
        )
        let partitions = try TableUpdate(
            node(
                #"{"action":"set-partition-statistics","partition-statistics":"#
                    + #"{"snapshot-id":7,"statistics-path":"s3://b/p","file-size-in-bytes":1}}"#
            )
        )
        let updates: [TableUpdate] = [
            .assignUUID(Tables.uuid), .upgradeFormatVersion(3),
            .addSchema(Tables.schema, lastColumnID: 3),
            .addSchema(Tables.schema, lastColumnID: nil),
            .setCurrentSchema(-1), .addSpec(Tables.spec), .setDefaultSpec(-1),
            .addSortOrder(Tables.order), .setDefaultSortOrder(1),
            .addSnapshot(Tables.snapshot(5, on: Tables.empty())),
            .setSnapshotRef(
                name: "b",
                .init(
                    snapshotID: 5,
                    kind: .branch,
                    minSnapshotsToKeep: 2,
                    maxSnapshotAgeMilliseconds: 3,
                    maxReferenceAgeMilliseconds: 4
                )
            ),
            .removeSnapshots([1, 9_223_372_036_854_775_807]), .removeSnapshotRef("b"),
            .setLocation("s3://b/x"), .setProperties(["a": "b", "c": "\"\n"]),
            .removeProperties(["a", "b"]), .removePartitionSpecs([1, 2]), .removeSchemas([3]),
            statistics, .removeStatistics(snapshotID: 7), partitions,
            .removePartitionStatistics(snapshotID: 7),
        ]
        for update in updates {
            var json = JSONWriter()
            update.write(to: &json)
            #expect(try TableUpdate(JSONDocument(json.bytes).root) == update)
        }
    }

    @Test("older clients' names for properties are understood")
    func olderNames() throws {
        #expect(
            try TableUpdate(node(#"{"action":"set-properties","updated":{"a":"b"}}"#))
                == .setProperties(["a": "b"])
        )
        #expect(
            try TableUpdate(node(#"{"action":"remove-properties","removed":["a"]}"#))
                == .removeProperties(["a"])
        )
    }

    @Test("partition fields may leave their numbers to the table")
    func unassigned() throws {
        let update = try TableUpdate(
            node(
                #"{"action":"add-spec","spec":{"fields":"#
                    + #"[{"source-id":3,"name":"p","transform":"truncate[4]"}]}}"#
            )
        )
        let field = PartitionSpec.Field(
            sourceID: 3,
            fieldID: PartitionSpec.Field.unassigned,
            name: "p",
            transform: .truncate(width: 4)
        )
        #expect(update == .addSpec(PartitionSpec(specID: 0, fields: [field])))
        var json = JSONWriter()
        update.write(to: &json)
        #expect(!String(decoding: json.bytes, as: UTF8.self).contains("field-id"))
    }

    @Test(
        "what is not an update of a table is an invalid request",
        arguments: [
            "{}", "null", #"{"action":"add-view-version"}"#, #"{"action":"assign-uuid"}"#,
            #"{"action":"add-schema","schema":{"type":"list"}}"#,
            #"{"action":"add-schema","schema":{"type":"struct","fields":[{}]}}"#,
            #"{"action":"add-snapshot","snapshot":{"snapshot-id":1,"timestamp-ms":1}}"#,
            #"{"action":"remove-snapshots","snapshot-ids":["1"]}"#,
            #"{"action":"set-snapshot-ref","ref-name":"a","type":"twig","snapshot-id":1}"#,
            #"{"action":"set-properties","updates":{"a":1}}"#,
            #"{"action":"set-statistics","statistics":{"snapshot-id":7}}"#,
            #"{"action":"add-encryption-key","encryption-key":{"key-id":"a"}}"#,
        ]
    )
    func refusals(text: String) throws {
        let node = try node(text)
        #expect(throws: CatalogError(.invalidRequest, "")) { try TableUpdate(node) }
    }

    private func node(_ text: String) throws -> JSONNode {
        try JSONDocument(Array(text.utf8)).root
    }
}
