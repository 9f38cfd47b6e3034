import Iceberg
import LakeTesting
import Testing

/// Bytes that no writer made: an error or a value, never a trap, and never much memory.
@Suite("Manifest damage")
struct ManifestDamageTests {
    private static func lists() throws -> [[UInt8]] {
        let file = try ManifestFixtures.manifest(ManifestFixtures.entries(4)).file
        return try AvroCodec.allCases.map {
            try ManifestFixtures.list([file, file], codec: $0)
        }
    }

    @Test("a manifest cut anywhere is an error", arguments: AvroCodec.allCases)
    func truncated(codec: AvroCodec) throws {
        let written = try ManifestFixtures.manifest(ManifestFixtures.entries(4), codec: codec)
        for count in 0..<written.bytes.count {
            let cut = Array(written.bytes[..<count])
            #expect(throws: CatalogError(.corrupt, "")) {
                try ManifestReader.read(cut, as: written.file.assigned(9))
            }
        }
    }

    @Test("a list cut anywhere is an error, but for one cut behind its header")
    func truncatedList() throws {
        for list in try Self.lists() {
            var whole = 0
            for count in 0..<list.count {
                let read = try? ManifestListReader.read(Array(list[..<count]), path: "l")
                if let read {
                    #expect(read.manifests.isEmpty)
                    whole += 1
                }
            }
            #expect(whole == 1)
        }
    }

    @Test("no flipped bit makes a trap", arguments: AvroCodec.allCases)
    func flipped(codec: AvroCodec) throws {
        let written = try ManifestFixtures.manifest(ManifestFixtures.entries(3), codec: codec)
        let file = written.file.assigned(9)
        damage(written.bytes) { _ = try? ManifestReader.read($0, as: file) }
        for list in try Self.lists() {
            damage(list) { _ = try? ManifestListReader.read($0, path: "l") }
        }
    }

    /// Every bit of the data, and, since reading the header's schema takes its time, one of every
    /// third byte of the header.
    private func damage(_ whole: [UInt8], _ body: ([UInt8]) -> Void) {
        var bytes = whole
        let marker = whole.suffix(16)
        let data = whole.indices.first { whole[$0...].starts(with: marker) } ?? 0
        for index in bytes.indices where index >= data || index.isMultiple(of: 3) {
            for bit in 0..<8 where index >= data || bit == index % 8 {
                bytes[index] ^= 1 << bit
                body(bytes)
                bytes[index] ^= 1 << bit
            }
        }
    }

    @Test("no garbage behind a header makes a trap", arguments: 0..<200)
    func garbage(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let written = try ManifestFixtures.manifest(ManifestFixtures.entries(9), codec: .null)
        var bytes = written.bytes
        for _ in 0..<1 + Int(random.next() % 20) {
            let index = bytes.count / 2 + Int(random.next() % UInt64(bytes.count / 2))
            bytes[index] = UInt8(truncatingIfNeeded: random.next())
        }
        _ = try? ManifestReader.read(bytes, as: written.file.assigned(9))
    }

    @Test(
        "numbers beyond reason are errors, so that sums of them cannot overflow",
        arguments: [Int64.min, -1, 1 << 60, .max]
    )
    func absurdNumbers(value: Int64) throws {
        let schema = """
            {"type":"record","name":"manifest_file","fields":[
             {"name":"manifest_path","type":"string"},{"name":"manifest_length","type":"long"},
             {"name":"partition_spec_id","type":"int"},{"name":"added_rows_count","type":"long"}]}
            """
        var container = ObjectContainerWriter(
            schema: Array(schema.utf8),
            metadata: [],
            codec: .null
        )
        container.append { writer in
            writer.string("p")
            writer.integer(9)
            writer.integer(0)
            writer.integer(value)
        }
        #expect(throws: CatalogError(.corrupt, "")) {
            try ManifestListReader.read(container.finish(), path: "l")
        }
    }
}
