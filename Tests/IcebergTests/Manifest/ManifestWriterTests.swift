import Iceberg
import LakeModel
import Testing

/// What others got wrong is each a test: `notes` of such defects stand beside them.
@Suite("ManifestWriter")
struct ManifestWriterTests {
    private func container(_ bytes: [UInt8]) throws -> ObjectContainer {
        try ObjectContainer(bytes)
    }

    @Test("a manifest's header has every key that readers look for, the spec as its fields alone")
    func header() throws {
        let written = try ManifestFixtures.manifest(ManifestFixtures.entries(1))
        let container = try container(written.bytes)
        #expect(
            Set(container.metadata.keys) == [
                "avro.schema", "avro.codec", "schema", "schema-id", "partition-spec",
                "partition-spec-id", "format-version", "content",
            ]
        )
        #expect(container.text("avro.codec") == "deflate")
        #expect(container.text("schema-id") == "3")
        #expect(container.text("partition-spec-id") == "7")
        #expect(container.text("format-version") == "2")
        #expect(container.text("content") == "data")
        // iceberg#13895: the whole object stood here.
        #expect(
            container.text("partition-spec") == """
                [{"name":"tenantId","transform":"identity","source-id":1,"field-id":1000},\
                {"name":"dt","transform":"day","source-id":3,"field-id":1001}]
                """
        )
        let schema = try JSONDocument(try #require(container.metadata["schema"])).root
        #expect(schema["schema-id"]?.integer == 3)
        #expect(schema["type"]?.string == "struct")
        #expect(schema["fields"]?.array?.count == 4)
    }

    @Test("a list's header has the numbers without which it is taken for format version 1")
    func listHeader() throws {
        // iceberg-go#1760, #416, duckdb-iceberg#1315, seaweedfs#10475.
        let first = try container(try ManifestFixtures.list([]))
        #expect(first.text("snapshot-id") == "3051729675574597004")
        #expect(first.text("parent-snapshot-id") == "null")
        #expect(first.text("sequence-number") == "9")
        #expect(first.text("format-version") == "2")
        let second = try ManifestListWriter.write(
            [],
            snapshotID: 2,
            parentSnapshotID: 1,
            sequenceNumber: 2
        )
        #expect(try container(second).text("parent-snapshot-id") == "1")
        #expect(try ManifestListReader.read(second, path: "x").parentSnapshotID == 1)
        #expect(try ManifestListReader.read(second, path: "x").sequenceNumber == 2)
    }

    @Test("the schema of a manifest is the specification's, to the letter")
    func entrySchema() throws {
        // iceberg-rust#179, ClickHouse#111763, duckdb-iceberg#321, #1245: names and field ids.
        // paimon#5384: the partition is a record, and never null.
        let written = try ManifestFixtures.manifest(ManifestFixtures.entries(1))
        let text = try #require(try container(written.bytes).text("avro.schema"))
        #expect(text == ManifestSchemaTexts.entry)
    }

    @Test("the schema of a list is the specification's, to the letter")
    func listSchema() throws {
        let text = try #require(try container(try ManifestFixtures.list([])).text("avro.schema"))
        #expect(text == ManifestSchemaTexts.list)
    }

    @Test("a partition of no fields is an empty record")
    func unpartitioned() throws {
        var writer = try ManifestWriter(
            schema: ManifestFixtures.schema,
            spec: PartitionSpec(specID: 0, fields: []),
            snapshotID: 1
        )
        var file = ManifestFixtures.file(1)
        file.partition = []
        try writer.append(added: file)
        let written = try writer.finish(path: "p")
        let text = try #require(try container(written.bytes).text("avro.schema"))
        #expect(text.contains(#"{"type":"record","name":"r102","fields":[]},"field-id":102}"#))
        let read = try ManifestReader.read(written.bytes)
        #expect(read.entries.map(\.dataFile) == [file])
        #expect(written.file.partitions == [])
    }

    @Test("the description counts files and rows by status, and knows the least live number")
    func counts() throws {
        let written = try ManifestFixtures.manifest(ManifestFixtures.entries(7))
        let file = written.file
        #expect(file.manifestPath == ManifestFixtures.path)
        #expect(file.manifestLength == Int64(written.bytes.count))
        #expect(file.partitionSpecID == 7)
        #expect(file.addedSnapshotID == ManifestFixtures.snapshotID)
        #expect(file.addedFilesCount == 3)
        #expect(file.existingFilesCount == 2)
        #expect(file.deletedFilesCount == 2)
        #expect(file.entryCount == 7)
        #expect(file.addedRowsCount == 1 + 4 + 7)
        #expect(file.existingRowsCount == 2 + 5)
        #expect(file.deletedRowsCount == 3 + 6)
        // Of 5 and 4, both existing; deleted ones do not count.
        #expect(file.minSequenceNumber == 4)
        #expect(file.sequenceNumber == ManifestFile.unassigned)
        let fresh = try ManifestFixtures.manifest([ManifestFixtures.entries(1)[0]]).file
        #expect(fresh.minSequenceNumber == ManifestFile.unassigned)
        #expect(fresh.assigned(9).minSequenceNumber == 9)
    }

    @Test("summaries hold whole bounds of every partition field, in the order of the spec")
    func summaries() throws {
        // duckdb-iceberg#1047: the greatest value was cut, and rows were missed.
        let long = String(repeating: "z", count: 40)
        var entries = ManifestFixtures.entries(2)
        entries[0].dataFile.partition = [.bytes(Array(long.utf8)), .int(-5)]
        entries[1].dataFile.partition = [nil, .int(300)]
        let partitions = try #require(try ManifestFixtures.manifest(entries).file.partitions)
        #expect(
            partitions == [
                .init(
                    containsNull: true,
                    containsNaN: false,
                    lowerBound: Array(long.utf8),
                    upperBound: Array(long.utf8)
                ),
                .init(
                    containsNull: false,
                    containsNaN: false,
                    lowerBound: [0xFB, 0xFF, 0xFF, 0xFF],
                    upperBound: [0x2C, 1, 0, 0]
                ),
            ]
        )
    }

    @Test("NaN is told and is no bound, and zeros have their sign")
    func nan() throws {
        var writer = try ManifestWriter(
            schema: ManifestFixtures.schema,
            spec: PartitionSpec(
                specID: 0,
                fields: [.init(sourceID: 6, fieldID: 1000, name: "p", transform: .identity)]
            ),
            snapshotID: 1
        )
        for value in [Double.nan, 0.0, -0.0] {
            var file = ManifestFixtures.file(1)
            file.partition = [.double(value)]
            try writer.append(added: file)
        }
        let summary = try #require(try writer.finish(path: "p").file.partitions?.first)
        #expect(summary.containsNaN == true)
        #expect(summary.lowerBound == [0, 0, 0, 0, 0, 0, 0, 0x80])
        #expect(summary.upperBound == [0, 0, 0, 0, 0, 0, 0, 0])
    }

    @Test("equal entries give equal bytes")
    func deterministic() throws {
        let entries = ManifestFixtures.entries(20)
        #expect(try ManifestFixtures.manifest(entries) == ManifestFixtures.manifest(entries))
    }

    @Test("what does not fit is refused")
    func refusals() throws {
        var writer = try ManifestWriter(
            schema: ManifestFixtures.schema,
            spec: ManifestFixtures.spec,
            snapshotID: 1
        )
        let invalid = CatalogError(.invalidRequest, "")
        var file = ManifestFixtures.file(1)
        file.partition = [nil]
        #expect(throws: invalid) { try writer.append(added: file) }
        file.partition = [.int(1), .int(1)]
        #expect(throws: invalid) { try writer.append(added: file) }
        file = ManifestFixtures.file(1)
        file.recordCount = -1
        #expect(throws: invalid) { try writer.append(added: file) }
        file.recordCount = .max
        try writer.append(added: file)
        #expect(throws: invalid) { try writer.append(added: file) }
        file = ManifestFixtures.file(1)
        file.content = .equalityDeletes
        #expect(throws: invalid) { try writer.append(added: file) }
        var entry = ManifestFixtures.entries(2)[1]
        entry.fileSequenceNumber = nil
        #expect(throws: invalid) { try writer.append(entry) }
        #expect(throws: invalid) { try ManifestFixtures.manifest([], formatVersion: 1) }
        #expect(throws: invalid) { try ManifestFixtures.list([], formatVersion: 1) }
        var unknown = try ManifestFixtures.manifest([]).file
        unknown.addedFilesCount = ManifestFile.unknownCount
        #expect(throws: invalid) { try ManifestFixtures.list([unknown]) }
    }

    @Test("a list gives the commit's number to what has none, and row ids in format version 3")
    func assigned() throws {
        let fresh = try ManifestFixtures.manifest(ManifestFixtures.entries(1)).file
        var old = fresh
        old.sequenceNumber = 4
        old.minSequenceNumber = 2
        let bytes = try ManifestListWriter.write(
            [fresh, old, fresh],
            snapshotID: 1,
            parentSnapshotID: nil,
            sequenceNumber: 12,
            formatVersion: 3,
            firstRowID: 100
        )
        let read = try ManifestListReader.read(bytes, path: "l")
        #expect(read.formatVersion == 3)
        #expect(read.manifests.map(\.sequenceNumber) == [12, 4, 12])
        #expect(read.manifests.map(\.minSequenceNumber) == [12, 2, 12])
        #expect(read.manifests.map(\.firstRowID) == [100, 101, 102])
    }
}
