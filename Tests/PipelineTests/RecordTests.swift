import Columnar
import ByteCoding
import LakeModel
import Pipeline
import Testing

@Suite("Log records")
struct RecordTests {
    private let table: TableIdentifier
    private let id = GenerationID(epoch: 0xFEDC_BA98_7654_3210, number: 7)

    init() throws {
        table = TableIdentifier(tenant: try TenantID("acme-1"), table: try TableName("clicks"))
    }

    private func events(dead: GenerationID?) -> EventsRecord {
        var settings = PipelineSettings()
        settings.decode.depthMax = 12
        return EventsRecord(
            generation: id,
            deadLetterGeneration: dead,
            schemaFingerprint: .max - 1,
            format: .ndjson,
            encoding: .zstd,
            ingestTimeMicroseconds: -5,
            idSeed: IDSeed(high: 1, low: .max),
            terms: DecodeTerms(settings),
            table: table
        )
    }

    @Test("the record of a request reads back as it was written")
    func eventsRoundTrip() throws {
        for dead in [nil, GenerationID(epoch: 0, number: 0), id] {
            let record = events(dead: dead)
            #expect(try EventsRecord(record.bytes[...]) == record)
        }
    }

    @Test("the record of a request has its documented layout")
    func eventsLayout() {
        let bytes = events(dead: nil).bytes
        #expect(bytes.count == 16 + 1 + 16 + 8 + 2 + 8 + 16 + 28 + 1 + 6 + 1 + 6)
        #expect(bytes[..<9] == [0x10, 0x32, 0x54, 0x76, 0x98, 0xBA, 0xDC, 0xFE, 7])
        #expect(
            Array(bytes.suffix(14)) == [6] + Array("acme-1".utf8) + [6] + Array("clicks".utf8) + []
        )
    }

    @Test("a seal reads back as it was written, of no file and of many")
    func sealRoundTrip() throws {
        let days = [Int32.min, -1, 0, 20_779, .max]
        for count in 0...days.count {
            let files = days.prefix(count).map { SealRecord.File(day: $0, rowCount: 1 << 40) }
            let record = SealRecord(generation: id, table: table, files: files)
            #expect(try SealRecord(record.bytes[...]) == record)
        }
    }

    @Test("a commit reads back as it was written")
    func commitRoundTrip() throws {
        let record = CommitRecord(generation: id)
        #expect(record.bytes.count == 16)
        #expect(try CommitRecord(record.bytes[...]) == record)
    }

    @Test("a record that is cut anywhere is refused")
    func truncated() {
        let all = [
            events(dead: id).bytes,
            SealRecord(generation: id, table: table, files: [.init(day: 1, rowCount: 300)]).bytes,
            CommitRecord(generation: id).bytes,
        ]
        for count in all[0].indices {
            #expect(throws: (any Error).self) { try EventsRecord(all[0].prefix(count)) }
        }
        for count in all[1].indices {
            #expect(throws: (any Error).self) { try SealRecord(all[1].prefix(count)) }
        }
        for count in all[2].indices {
            #expect(throws: (any Error).self) { try CommitRecord(all[2].prefix(count)) }
        }
    }

    @Test("a number of files beyond the record is refused, and takes no memory")
    func hostileCount() {
        var bytes = SealRecord(generation: id, table: table, files: []).bytes
        bytes.removeLast()
        bytes += [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]
        #expect(throws: (any Error).self) { try SealRecord(bytes[...]) }
    }

    @Test("a format, an encoding or a name that this version does not know is refused")
    func unknownValues() {
        let good = events(dead: nil).bytes
        for (offset, value) in [(41, 9), (42, 9), (96, 0x2F), (good.count - 1, 0x2F)]
            as [(Int, UInt8)]
        {
            var bytes = good
            bytes[offset] = value
            #expect(throws: (any Error).self, "byte \(offset)") { try EventsRecord(bytes[...]) }
        }
    }
}
