import Iceberg
import LakeModel
import Testing

@Suite("TableRequirement")
struct TableRequirementTests {
    private static let all: [TableRequirement] = [
        .assertCreate,
        .assertTableUUID(Tables.uuid),
        .assertRefSnapshotID(ref: "main", snapshotID: 2),
        .assertRefSnapshotID(ref: "branch", snapshotID: nil),
        .assertLastAssignedFieldID(3),
        .assertCurrentSchemaID(0),
        .assertLastAssignedPartitionID(1001),
        .assertDefaultSpecID(0),
        .assertDefaultSortOrderID(1),
    ]

    @Test("what is written is read the same", arguments: all)
    func roundTrip(requirement: TableRequirement) throws {
        var json = JSONWriter()
        requirement.write(to: &json)
        #expect(try TableRequirement(JSONDocument(json.bytes).root) == requirement)
    }

    @Test("an absent reference is asked for by null")
    func null() {
        var json = JSONWriter()
        TableRequirement.assertRefSnapshotID(ref: "a", snapshotID: nil).write(to: &json)
        #expect(
            String(decoding: json.bytes, as: UTF8.self)
                == #"{"type":"assert-ref-snapshot-id","ref":"a","snapshot-id":null}"#
        )
    }

    @Test(
        "what is not a requirement of a table is an invalid request",
        arguments: [
            "{}", "[]", "3", #"{"type":"assert-view-uuid","uuid":"a"}"#, #"{"type":3}"#,
            #"{"type":"assert-table-uuid"}"#, #"{"type":"assert-default-spec-id"}"#,
            #"{"type":"assert-ref-snapshot-id","snapshot-id":3}"#,
            #"{"type":"assert-last-assigned-field-id","last-assigned-field-id":3000000000}"#,
        ]
    )
    func refusals(text: String) throws {
        let node = try JSONDocument(Array(text.utf8)).root
        #expect(throws: CatalogError(.invalidRequest, "")) { try TableRequirement(node) }
    }

    @Test("what holds passes, and all but assert-create can hold of a table")
    func holding() throws {
        let table = try Tables.withSnapshots(2)
        try table.check(Array(Self.all.dropFirst()))
        try table.check([.assertTableUUID(Tables.uuid.uppercased())])
        try table.check([])
    }

    @Test(
        "what does not hold fails the commit",
        arguments: [
            .assertCreate,
            .assertTableUUID("00000000-5a2b-4c8e-9f0e-1d2c3b4a5968"),
            .assertRefSnapshotID(ref: "main", snapshotID: 1),
            .assertRefSnapshotID(ref: "main", snapshotID: nil),
            .assertRefSnapshotID(ref: "branch", snapshotID: 2),
            .assertLastAssignedFieldID(4),
            .assertCurrentSchemaID(1),
            .assertLastAssignedPartitionID(1000),
            .assertDefaultSpecID(1),
            .assertDefaultSortOrderID(0),
        ] as [TableRequirement]
    )
    func failing(requirement: TableRequirement) throws {
        let table = try Tables.withSnapshots(2)
        #expect(throws: CatalogError(.commitFailed, "")) {
            try table.check([.assertCurrentSchemaID(0), requirement])
        }
    }

    @Test("without a table only what promises nothing of one holds")
    func absent() throws {
        try TableMetadata.checkAbsent([
            .assertCreate, .assertLastAssignedFieldID(0),
            .assertRefSnapshotID(ref: "main", snapshotID: nil),
        ])
        #expect(throws: CatalogError(.noSuchTable, "")) {
            try TableMetadata.checkAbsent([.assertCreate, .assertTableUUID(Tables.uuid)])
        }
    }
}
