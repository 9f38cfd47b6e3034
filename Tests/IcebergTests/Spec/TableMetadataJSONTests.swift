import Foundation
import Iceberg
import LakeModel
import Testing

@Suite("TableMetadata as JSON")
struct TableMetadataJSONTests {
    @Test("what is read and written is read the same, to the byte", arguments: MetadataFixtures.all)
    func roundTrip(name: String, text: String) throws {
        let metadata = try TableMetadata(json: Array(text.utf8))
        let again = try TableMetadata(json: metadata.json)
        #expect(again == metadata)
        #expect(again.json == metadata.json)
    }

    @Test("nothing that another writer said is lost or changed")
    func nothingLost() throws {
        for text in [MetadataFixtures.written2, MetadataFixtures.later3] {
            let before = try foundation(Array(text.utf8))
            let after = try foundation(TableMetadata(json: Array(text.utf8)).json)
            #expect(after == before)
        }
    }

    @Test("numbers keep their digits, whatever they are too large for")
    func digits() throws {
        let metadata = try TableMetadata(json: Array(MetadataFixtures.later3.utf8))
        let text = String(decoding: metadata.json, as: UTF8.self)
        #expect(text.contains(#""of-a-schema":[1.50,-0,1e400,null]"#))
        #expect(text.contains(#""snapshot-id":9223372036854775807"#))
    }

    @Test("every value of another writer's table has its place")
    func values() throws {
        let metadata = try TableMetadata(json: Array(MetadataFixtures.written2.utf8))
        #expect(metadata.formatVersion == 2)
        #expect(metadata.location == "s3://b/e")
        #expect(metadata.lastSequenceNumber == 3)
        #expect(metadata.lastColumnID == 14)
        #expect(metadata.schemas.map(\.schemaID) == [0, 1])
        let schema = try #require(metadata.currentSchema)
        #expect(schema.identifierFieldIDs == [1])
        #expect(schema.column(named: "event_time")?.documentation == "when it happened")
        #expect(
            schema.column(named: "amount")?.type == .primitive(.decimal(precision: 12, scale: 2))
        )
        #expect(schema.column(named: "fx")?.type == .primitive(.fixed(length: 7)))
        #expect(
            schema.column(named: "tags")?.type
                == .list(elementID: 9, element: .primitive(.string), isElementRequired: false)
        )
        #expect(metadata.defaultSpec?.fields.map(\.fieldID) == [1000, 1001, 1002])
        #expect(
            metadata.defaultSpec?.fields.map(\.transform) == [.identity, .day, .bucket(count: 16)]
        )
        #expect(metadata.lastPartitionID == 1002)
        #expect(metadata.properties == ["owner": "ø \"x\" \\ \n", "a": "b"])
        #expect(metadata.currentSnapshot?.summary["total-records"] == "6")
        #expect(metadata.currentSnapshot?.sequenceNumber == 3)
        #expect(metadata.refs["first"]?.kind == .tag)
        #expect(metadata.refs["b"]?.minSnapshotsToKeep == 3)
        #expect(metadata.refs["b"]?.maxReferenceAgeMilliseconds == 1000)
        #expect(metadata.snapshotLog.count == 3)
        #expect(metadata.metadataLog.last?.metadataFile.hasPrefix("s3://b/e/metadata/0000") == true)
    }

    @Test("what format version 1 leaves out is put in")
    func versionOne() throws {
        let metadata = try TableMetadata(json: Array(MetadataFixtures.minimal1.utf8))
        #expect(metadata.schemas.map(\.schemaID) == [0])
        #expect(metadata.currentSchemaID == 0)
        #expect(metadata.defaultSpec?.fields.map(\.fieldID) == [1000, 1001])
        #expect(metadata.lastPartitionID == 1001)
        #expect(metadata.sortOrders == [.unsorted])
        #expect(metadata.refs == ["main": .init(snapshotID: 7, kind: .branch)])
        #expect(metadata.lastSequenceNumber == 0)
        #expect(metadata.currentSnapshot?.manifestList == "")
        let text = String(decoding: metadata.json, as: UTF8.self)
        #expect(text.contains(#""manifests":["s3://b/old/m0.avro","s3://b/old/m1.avro"]"#))
        #expect(text.contains(#""schema":{"type":"struct""#))
        #expect(text.contains(#""partition-spec":[{"name":"x""#))
        #expect(!text.contains("last-sequence-number"))
        #expect(!text.contains("table-uuid"))
    }

    @Test("-1, null and no member at all mean that there is no current snapshot")
    func noCurrentSnapshot() throws {
        for value in [#""current-snapshot-id":-1,"#, #""current-snapshot-id":null,"#, ""] {
            let empty = Tables.empty()
            let text = String(decoding: empty.json, as: UTF8.self)
                .replacing(#""refs":{}"#, with: value + #""refs":{}"#)
            #expect(try TableMetadata(json: Array(text.utf8)) == empty)
        }
        #expect(!String(decoding: Tables.empty().json, as: UTF8.self).contains("current-snapshot"))
    }

    @Test("a new table's text is this, member for member")
    func golden() {
        #expect(
            String(decoding: Tables.empty().json, as: UTF8.self) == """
                {"format-version":2,"table-uuid":"0b3c1a52-5a2b-4c8e-9f0e-1d2c3b4a5968",\
                "location":"s3://lake/events","last-sequence-number":0,\
                "last-updated-ms":1790000000000,"last-column-id":3,"current-schema-id":0,\
                "schemas":[{"type":"struct","schema-id":0,"fields":[\
                {"id":1,"name":"tenant_id","required":true,"type":"string"},\
                {"id":2,"name":"event_time","required":true,"type":"timestamptz"},\
                {"id":3,"name":"payload","required":false,"type":"string"}]}],\
                "default-spec-id":0,"partition-specs":[{"spec-id":0,"fields":[\
                {"name":"tenantId","transform":"identity","source-id":1,"field-id":1000},\
                {"name":"dt","transform":"day","source-id":2,"field-id":1001}]}],\
                "last-partition-id":1001,"default-sort-order-id":1,\
                "sort-orders":[{"order-id":0,"fields":[]},{"order-id":1,"fields":[\
                {"transform":"identity","source-id":2,"direction":"asc",\
                "null-order":"nulls-first"}]}],"properties":{},"refs":{},"snapshots":[],\
                "snapshot-log":[],"metadata-log":[]}
                """
        )
    }

    @Test("the text does not depend on the order of dictionaries or on the snapshots before")
    func stableOrder() throws {
        var metadata = try Tables.withSnapshots(3)
        metadata.snapshots[0].summary = ["b": "1", "operation": "append", "a": "2"]
        metadata.snapshots[1].summary = ["operation": "append", "c": "1", "b": "2"]
        metadata.snapshots[2].summary = ["b": "3", "c": "3", "operation": "delete"]
        let text = String(decoding: metadata.json, as: UTF8.self)
        #expect(text.contains(#"{"operation":"append","a":"2","b":"1"}"#))
        #expect(text.contains(#"{"operation":"append","b":"2","c":"1"}"#))
        #expect(text.contains(#"{"operation":"delete","b":"3","c":"3"}"#))
        for count in 0..<50 {
            var names = (0..<20).map { "name \($0)" }
            names.sort { ($0 + "\(count)").hashValue < ($1 + "\(count)").hashValue }
            var properties: [String: String] = [:]
            for name in names { properties[name] = "" }
            metadata.properties = properties
            #expect(metadata.json == (try TableMetadata(json: metadata.json)).json)
        }
    }

    private func foundation(_ bytes: [UInt8]) throws -> NSDictionary {
        // 1e400 is no number that Foundation has.
        let text = String(decoding: bytes, as: UTF8.self).replacing("1e400", with: "0")
        return try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary
        )
    }
}
