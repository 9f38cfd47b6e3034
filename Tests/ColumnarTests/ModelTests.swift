import ByteCoding
import Columnar
import LakeModel
import Testing

@Suite("The decoder and a plain model agree")
struct ModelTests {
    @Test("on random schemas and events", arguments: UInt64(1)...60)
    func agree(seed: UInt64) throws {
        var generator = ModelGenerator(seed: seed)
        let own = generator.fields(depth: 0)
        let model = ModelDecoder(own: own)
        let decoder = try Fixture.decoder(own)
        var expected: [[Cell]] = []
        var texts: [String] = []
        var rejectedIndexes: [Int] = []
        for index in 0..<120 {
            let event = generator.event(own)
            texts.append(generator.text(event))
            do {
                expected.append(try model.row(event))
            } catch {
                rejectedIndexes.append(index)
            }
        }
        let summary = try decoder.decode(texts.joined(separator: "\n"), .ndjson)
        #expect(summary.rejections.map(\.index) == rejectedIndexes)
        let batch = decoder.finish()
        #expect(batch.columns.flatMap(\.faults) == [])
        let own4: Set<String> = ["tenant_id", "event_id", "event_time", "ingest_time"]
        #expect(batch.rows(without: own4) == expected)

        // One body, many bodies and an array are the same rows.
        let array = try decoder.decode("[" + texts.joined(separator: ",") + "]")
        #expect(array.rejections.map(\.index) == rejectedIndexes)
        #expect(array.rejections.map(\.code) == summary.rejections.map(\.code))
        #expect(array.rejections.map(\.message) == summary.rejections.map(\.message))
        #expect(decoder.finish().layout == batch.layout)
        for text in texts { try decoder.decode(text) }
        #expect(decoder.finish().rows(without: ["event_id"]) == batch.rows(without: ["event_id"]))
    }

    @Test("keys in the predicted order and shuffled ones give the same rows")
    func shuffledKeys() throws {
        var random = SeededGenerator(seed: 11)
        let own = (0..<40).map { Fixture.field("field_\($0)", .long, id: 100 + $0) }
        let decoder = try Fixture.decoder(own)
        var plain: [String] = []
        var shuffled: [String] = []
        for row in 0..<300 {
            var members = (0..<40).filter { _ in !random.once(in: 4) }.map {
                "\"field_\($0)\":\(row)"
            }
            plain.append("{" + members.joined(separator: ",") + "}")
            members.shuffle(using: &random)
            shuffled.append("{" + members.joined(separator: ",") + "}")
        }
        try decoder.decode(plain.joined(separator: "\n"), .ndjson)
        let expected = decoder.finish()
        try decoder.decode(shuffled.joined(separator: "\n"), .ndjson)
        #expect(decoder.finish().layout == expected.layout)
    }

    @Test("mutated bodies never crash, and leave whole rows or none", arguments: UInt64(1)...24)
    func mutations(seed: UInt64) throws {
        var generator = ModelGenerator(seed: seed &* 77)
        let own = generator.fields(depth: 0)
        let decoder = try Fixture.decoder(own)
        let alone = try Fixture.decoder(own)
        for _ in 0..<60 {
            var bytes: [UInt8] = []
            for _ in 0..<6 {
                let event = generator.event(own)
                bytes += Array((generator.text(event) + "\n").utf8)
            }
            for _ in 0..<Int.random(in: 1...6, using: &generator.random) {
                mutate(&bytes, &generator.random)
            }
            let body = PaddedBytes(bytes)
            let summary = try decoder.decode(body, framing: .ndjson, context: Fixture.context())
            #expect(decoder.rowCount == summary.acceptedCount)
            let batch = decoder.finish()
            #expect(batch.columns.flatMap(\.faults) == [])

            // The rejected events alone are rejected, and without them the rows are the same.
            var kept = bytes
            for rejection in summary.rejections.reversed() {
                let raw = PaddedBytes(bytes[rejection.byteRange])
                let again = try alone.decode(raw, framing: .ndjson, context: Fixture.context())
                #expect(again.acceptedCount == 0)
                kept.removeSubrange(rejection.byteRange)
            }
            let rest = try alone.decode(
                PaddedBytes(kept),
                framing: .ndjson,
                context: Fixture.context()
            )
            #expect(rest.rejections == [])
            let ids: Set<String> = ["event_id"]
            #expect(alone.finish().rows(without: ids) == batch.rows(without: ids))

            let isWhole =
                (try? decoder.decode(body, framing: .json, context: Fixture.context())) != nil
            if !isWhole { #expect(decoder.rowCount == 0) }
            _ = decoder.finish()
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(random.pick(Array("\"{}[],:\\0eE-+.\n tfnu".utf8)), at: place)
        case 3: bytes.removeSubrange(place..<min(place + 9, bytes.count))
        default:
            let end = min(place + Int.random(in: 1...30, using: &random), bytes.count)
            bytes.insert(
                contentsOf: bytes[place..<end],
                at: Int.random(in: 0...bytes.count, using: &random)
            )
        }
    }
}
