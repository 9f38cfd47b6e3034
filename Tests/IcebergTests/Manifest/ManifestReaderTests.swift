import Iceberg
import LakeModel
import Testing

@Suite("ManifestReader")
struct ManifestReaderTests {
    @Test("what is written is read", arguments: AvroCodec.allCases, [2, 3])
    func roundTrip(codec: AvroCodec, formatVersion: Int) throws {
        var entries = ManifestFixtures.entries(500)
        if formatVersion == 3 {
            entries[1].dataFile.firstRowID = 12
            entries[1].dataFile.contentOffset = 4
            entries[1].dataFile.contentSizeInBytes = 40
        }
        let written = try ManifestFixtures.manifest(
            entries,
            formatVersion: formatVersion,
            codec: codec
        )
        let listed = try ManifestListReader.read(
            try ManifestFixtures.list([written.file], formatVersion: formatVersion, codec: codec),
            path: "l"
        )
        #expect(listed.manifests == [written.file.assigned(9)])
        let read = try ManifestReader.read(written.bytes, as: listed.manifests[0])
        #expect(read.formatVersion == formatVersion)
        #expect(read.schemaID == 3)
        #expect(read.content == .data)
        #expect(read.partition.specID == 7)
        #expect(read.entries == ManifestFixtures.inherited(entries))
    }

    @Test("without a description, nothing is inherited")
    func bare() throws {
        let entries = ManifestFixtures.entries(4)
        let written = try ManifestFixtures.manifest(entries)
        #expect(try ManifestReader.read(written.bytes).entries == entries)
    }

    @Test("all of a manifest that says 0 has the sequence number 0, and the manifest's snapshot")
    func versionOneNumbers() throws {
        let entries = ManifestFixtures.entries(1)
        var written = try ManifestFixtures.manifest(entries)
        written.file.sequenceNumber = 0
        let read = try ManifestReader.read(written.bytes, as: written.file)
        #expect(read.entries.map(\.sequenceNumber) == [0])
        #expect(read.entries.map(\.fileSequenceNumber) == [0])
    }

    @Test("row ids go on from the manifest's, leaving out deleted files and those that have one")
    func rowIDs() throws {
        var entries = ManifestFixtures.entries(5)
        entries[1].dataFile.firstRowID = 7
        var written = try ManifestFixtures.manifest(entries, formatVersion: 3)
        written.file = written.file.assigned(9)
        written.file.firstRowID = 1000
        let read = try ManifestReader.read(written.bytes, as: written.file)
        // Rows: 1, 2 (has its own), 3 (deleted), 4, 5.
        #expect(read.entries.map(\.dataFile.firstRowID) == [1000, 7, nil, 1001, 1005])
    }

    private static let everyType: [(PrimitiveType, Literal)] = [
        (.boolean, .boolean(true)), (.int, .int(-7)), (.long, .long(.min)), (.float, .float(1.5)),
        (.double, .double(-0.25)), (.decimal(precision: 9, scale: 2), .decimal(-12_345)),
        (.decimal(precision: 38, scale: 0), .decimal(170_141_183_460_469_231_731)),
        (.date, .int(-1)), (.time, .long(1)), (.timestamp, .long(2)), (.timestamptz, .long(-3)),
        (.string, .bytes(Array("žluť".utf8))), (.uuid, .bytes([UInt8](0..<16))),
        (.fixed(length: 3), .bytes([0, 255, 1])), (.fixed(length: 4), .bytes([1, 2, 3, 4])),
        (.binary, .bytes([])), (.other("timestamptz_ns"), .long(9)),
    ]

    @Test("partition values of every type, and nulls, survive; names that Avro forbids do too")
    func everyPartitionType() throws {
        var fields: [NestedField] = []
        var parts: [PartitionSpec.Field] = []
        for (index, type) in Self.everyType.map(\.0).enumerated() {
            let id = Int32(index) + 1
            // Each type twice, so that named types are referred to.
            fields.append(
                NestedField(id: id, name: "c\(id)", isRequired: false, type: .primitive(type))
            )
            for (number, name) in ["\(index) ä-/\"", "again\(index)"].enumerated() {
                parts.append(
                    .init(
                        sourceID: id,
                        fieldID: 1000 + Int32(2 * index + number),
                        name: name,
                        transform: .identity
                    )
                )
            }
        }
        var writer = try ManifestWriter(
            schema: Schema(schemaID: 0, fields: fields),
            spec: PartitionSpec(specID: 0, fields: parts),
            snapshotID: 1
        )
        var full = ManifestFixtures.file(1)
        full.partition = Self.everyType.flatMap { [$0.1, $0.1] }
        var empty = full
        empty.partition = full.partition.map { _ in nil }
        try writer.append(added: full)
        try writer.append(added: empty)
        let written = try writer.finish(path: "p")
        let read = try ManifestReader.read(written.bytes)
        #expect(read.entries.map(\.dataFile) == [full, empty])
        #expect(written.file.partitions?.allSatisfy(\.containsNull) == true)
    }

    @Test("values of a column that was widened since are given in its new type")
    func widened() throws {
        let schema = Schema(
            schemaID: 0,
            fields: [NestedField(id: 1, name: "n", isRequired: true, type: .primitive(.int))]
        )
        let spec = PartitionSpec(
            specID: 0,
            fields: [.init(sourceID: 1, fieldID: 1000, name: "n", transform: .identity)]
        )
        var writer = try ManifestWriter(schema: schema, spec: spec, snapshotID: 1)
        var file = ManifestFixtures.file(1)
        file.partition = [.int(-4)]
        try writer.append(added: file)
        let written = try writer.finish(path: "p")
        var wider = schema
        wider.fields[0].type = .primitive(.long)
        let type = try PartitionType(of: spec, in: [schema, wider])
        let read = try ManifestReader.read(written.bytes, as: nil, partition: type)
        #expect(read.entries[0].dataFile.partition == [.long(-4)])
    }

    @Test("other writers' manifests are understood: later fields, no ids, the whole spec")
    func otherWriters() throws {
        // No field ids (iceberg-rust#179, ClickHouse#111763, duckdb-iceberg#321), the spec as an object
        // (iceberg#13895), a nullable partition (paimon#5384), days as numbers (duckdb-iceberg#984).
        let schema = """
            {"type":"record","name":"e","namespace":"some.where","fields":[
             {"name":"added_later","type":{"type":"map","values":{"type":"array","items":"long"}}},
             {"name":"status","type":"long"},
             {"name":"snapshot_id","type":["long","null"]},
             {"name":"data_file","type":["null",{"type":"record","name":"f","fields":[
              {"name":"file_path","type":"bytes"},
              {"name":"file_format","type":{"type":"enum","name":"x","symbols":["ORC","PARQUET"]}},
              {"name":"partition","type":["null",{"type":"record","name":"p","fields":[
               {"name":"dt","type":"int"},{"name":"gone","type":"double"},
               {"name":"tenantId","type":["string","null"]}]}]},
              {"name":"record_count","type":"int"},{"name":"file_size_in_bytes","type":"long"},
              {"name":"lower_bounds","type":{"type":"array","items":{"type":"record","name":"b",
               "fields":[{"name":"key","type":"int"},{"name":"value","type":"bytes"}]}}},
              {"name":"again","type":"x"}]}]}]}
            """
        var json = JSONWriter()
        ManifestFixtures.schema.write(to: &json)
        var container = ObjectContainerWriter(
            schema: Array(schema.utf8),
            metadata: [
                ("schema", json.bytes), ("format-version", Array("2".utf8)),
                (
                    "partition-spec",
                    Array(#"{"spec-id":7,"fields":\#(ManifestFixtures.spec.fieldsJSON)}"#.utf8)
                ),
                ("partition-spec-id", Array("7".utf8)),
            ],
            codec: .null
        )
        container.append { writer in
            writer.integer(-1)  // a block of one pair, and its bytes
            writer.integer(6)
            writer.string("k")
            writer.array([1, 2]) { $0.integer($1) }
            writer.integer(0)
            writer.integer(1)
            writer.integer(0)
            writer.integer(33)
            writer.integer(1)
            writer.string("s3://lake/x.parquet")
            writer.integer(1)
            writer.integer(1)
            writer.integer(20_000)
            writer.double(1)
            writer.integer(0)
            writer.string("acme")
            writer.integer(12)
            writer.integer(34)
            writer.array([Int32(3)]) { writer, key in
                writer.integer(key)
                writer.bytes([9, 9])
            }
            writer.integer(0)
        }
        let read = try ManifestReader.read(container.finish())
        var file = DataFile(
            filePath: "s3://lake/x.parquet",
            partition: [.bytes(Array("acme".utf8)), .int(20_000)],
            recordCount: 12,
            fileSizeInBytes: 34
        )
        file.lowerBounds = [3: [9, 9]]
        #expect(read.entries.map(\.dataFile) == [file])
        #expect(read.entries.map(\.snapshotID) == [33])
        #expect(read.partition.specID == 7)
    }

    @Test("a list of format version 1, with its own names and what it leaves out, is understood")
    func versionOneList() throws {
        let schema = """
            {"type":"record","name":"manifest_file","fields":[
             {"name":"manifest_path","type":"string"},{"name":"manifest_length","type":"long"},
             {"name":"partition_spec_id","type":"int"},
             {"name":"added_snapshot_id","type":["null","long"]},
             {"name":"added_data_files_count","type":["null","int"]},
             {"name":"existing_data_files_count","type":["null","int"]}]}
            """
        var container = ObjectContainerWriter(
            schema: Array(schema.utf8),
            metadata: [],
            codec: .deflate
        )
        container.append { writer in
            writer.string("p")
            writer.integer(9)
            writer.integer(0)
            writer.optional(Int64(5)) { $0.integer($1) }
            writer.optional(Int32(3)) { $0.integer($1) }
            writer.optional(Int32?.none) { $0.integer($1) }
        }
        let list = try ManifestListReader.read(container.finish(), path: "l")
        #expect(list.formatVersion == 1)
        let file = try #require(list.manifests.first)
        #expect(file.addedSnapshotID == 5)
        #expect(file.addedFilesCount == 3)
        #expect(file.existingFilesCount == ManifestFile.unknownCount)
        #expect(file.entryCount == nil)
        #expect(file.sequenceNumber == 0)
        #expect(file.partitions == nil)
    }

    @Test(
        "a list without a header's numbers is of version 2 if its manifests have sequence numbers"
    )
    func bareList() throws {
        // As DuckDB 1.5.5 writes it.
        let file = try ManifestFixtures.manifest(ManifestFixtures.entries(3)).file.assigned(4)
        let whole = try ManifestFixtures.list([file], codec: .null)
        let schema = try #require(try ObjectContainer(whole).metadata["avro.schema"])
        var container = ObjectContainerWriter(schema: schema, metadata: [], codec: .null)
        let marker = Array(whole.suffix(16))
        let start = try #require(whole.indices.first { whole[$0...].starts(with: marker) })
        // Behind the marker stand the count, the block's size in two bytes, and the block.
        container.append { $0.raw(whole[(start + 19)..<(whole.count - 16)]) }
        let list = try ManifestListReader.read(container.finish(), path: "l")
        #expect(list.formatVersion == 2)
        #expect(list.snapshotID == nil)
        #expect(list.sequenceNumber == nil)
        #expect(list.manifests == [file])
    }

    @Test("errors name the file and say what is wrong")
    func messages() throws {
        let written = try ManifestFixtures.manifest(ManifestFixtures.entries(3))
        do {
            _ = try ManifestReader.read(Array(written.bytes.dropLast(9)), as: written.file)
            Issue.record("a cut manifest was read")
        } catch {
            #expect(error == CatalogError(.corrupt, ""))
            #expect(error.message.contains(ManifestFixtures.path))
            #expect(error.message.contains("its list says"))
        }
        #expect(throws: CatalogError(.corrupt, "")) { try ManifestReader.read([1, 2, 3, 4, 5]) }
        let snappy = try #require(
            written.bytes.replacing(Array("\u{E}deflate".utf8), with: Array("\u{C}snappy".utf8))
        )
        do {
            _ = try ManifestReader.read(snappy)
            Issue.record("a snappy manifest was read")
        } catch {
            #expect(error.message.contains("snappy"))
            #expect(error.message.contains("write.avro.compression-codec"))
        }
    }

    @Test("an entry that is not new and has no number is refused where it would have to inherit it")
    func missingNumbers() throws {
        // A bad writer: made by turning the status of a new entry.
        var written = try ManifestFixtures.manifest(ManifestFixtures.entries(1), codec: .null)
        written.file = written.file.assigned(9)
        let marker = written.bytes.suffix(16)
        let block = try #require(
            written.bytes.indices.dropFirst(100).first { written.bytes[$0...].starts(with: marker) }
        )
        // Behind the header: the count, two bytes of size, and the entry's status.
        #expect(written.bytes[block + 19] == 2)
        written.bytes[block + 19] = 0
        #expect(throws: CatalogError(.corrupt, "")) {
            try ManifestReader.read(written.bytes, as: written.file)
        }
    }
}

extension [UInt8] {
    /// The bytes with the first occurrence of some replaced; nil where there is none.
    fileprivate func replacing(_ old: [UInt8], with new: [UInt8]) -> [UInt8]? {
        guard let start = indices.first(where: { self[$0...].starts(with: old) }) else {
            return nil
        }
        return Array(self[..<start]) + new + Array(self[(start + old.count)...])
    }
}
