import Columnar
import LakeModel
import Testing

@Suite("Rows out of several batches")
struct GatherTests {
    /// Batches of one random schema.
    private func batches(seed: UInt64) throws -> [RecordBatch] {
        var generator = ModelGenerator(seed: seed)
        let own = generator.fields(depth: 0)
        let decoder = try Fixture.decoder(own)
        return try [70, 0, 1, 130].map { count in
            for _ in 0..<count {
                let event = generator.event(own)
                try decoder.decode(generator.text(event))
            }
            return decoder.finish()
        }
    }

    @Test("any rows in any order", arguments: UInt64(1)...30)
    func gathersRows(seed: UInt64) throws {
        let batches = try batches(seed: seed)
        var random = SeededGenerator(seed: seed)
        let full = batches.indices.filter { batches[$0].rowCount > 0 }
        var runs: [RowRun] = []
        var expected: [[Cell]] = []
        for _ in 0..<50 {
            let index = random.pick(full)
            let start = Int.random(in: 0..<batches[index].rowCount, using: &random)
            let count = Int.random(in: 0...min(70, batches[index].rowCount - start), using: &random)
            runs.append(RowRun(batch: index, start: start, count: count))
            expected += batches[index].rows()[start..<(start + count)]
        }
        let gathered = RecordBatch.gather(batches, rows: runs)
        #expect(gathered.columns.flatMap(\.faults) == [])
        #expect(gathered.rows() == expected)
    }

    @Test("all rows of all batches", arguments: UInt64(1)...10)
    func concatenates(seed: UInt64) throws {
        let batches = try batches(seed: seed)
        let whole = RecordBatch.concatenate(batches)
        #expect(whole.columns.flatMap(\.faults) == [])
        #expect(whole.rows() == batches.flatMap { $0.rows() })
        #expect(RecordBatch.concatenate([batches[1]]).rowCount == 0)
        #expect(RecordBatch.concatenate([batches[0]]).layout == batches[0].layout)
    }

    private func timed(_ times: [Int64]) throws -> RecordBatch {
        let schema = try Fixture.schema(
            [],
            time: Fixture.field("at", .timestamptz, id: 3, reading: .epochMicroseconds)
        )
        let decoder = EventDecoder(schema: schema, tenant: try TenantID("acme"))
        for time in times { try decoder.decode("{\"at\":\(time)}") }
        return decoder.finish()
    }

    @Test("days are UTC days, before 1970 as well")
    func days() throws {
        let day: Int64 = 86_400_000_000
        let batches = [
            try timed([0, day - 1, -1, day]), try timed([]), try timed([-day, -day - 1, day, 5]),
        ]
        let partitions = DayPartition.split(batches)
        #expect(partitions.map(\.day) == [-2, -1, 0, 1])
        let times = partitions.map { partition in
            RecordBatch.gather(batches, rows: partition.rows).cells("event_time")
        }
        func cells(_ values: [Int64]) -> [Cell] { values.map { .integer(Int128($0)) } }
        #expect(
            times == [
                cells([-day - 1]), cells([-1, -day]), cells([0, day - 1, 5]), cells([day, day]),
            ]
        )
        let whole = DayPartition.split([try timed([1, 2]), try timed([3])])
        #expect(whole.map(\.day) == [0])
        #expect(
            whole[0].rows == [
                RowRun(batch: 0, start: 0, count: 2), RowRun(batch: 1, start: 0, count: 1),
            ]
        )
        #expect(DayPartition.split([]) == [])
        #expect(DayPartition.split([try timed([])]) == [])
    }

    @Test(
        "sorted rows are in order, nulls first, equal ones as they came",
        arguments: UInt64(1)...12
    )
    func sorts(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let own = [
            Fixture.field("t", .string, id: 100), Fixture.field("n", .long, id: 101),
            Fixture.field("d", .double, id: 102), Fixture.field("b", .boolean, id: 103),
            Fixture.field("w", .decimal(precision: 38, scale: 0), id: 104),
            Fixture.field("order", .long, id: 105),
        ]
        let keys = [0, 1, 2, 3, 4].shuffled(using: &random).prefix(3)
        let sortBy = keys.map { own[$0].id }
        let schema = try Fixture.schema(own, sortBy: sortBy)
        let decoder = EventDecoder(schema: schema, tenant: try TenantID("acme"))
        var batches: [RecordBatch] = []
        for row in 0..<400 {
            let text = random.pick([
                "", "a", "ab", "abcdefgh", "abcdefghi", "abcdefgh\\u0000", "é", "ÿ",
            ])
            let number = random.pick(["null", "0", "-1", "1", "\(Int64.min)", "\(Int64.max)"])
            let double = random.pick(["null", "0.0", "-0.0", "-1.5", "1e300", "-1e300"])
            let wide = random.pick([
                "null", "-\(String(repeating: "9", count: 38))", "5", "-5", "18446744073709551616",
            ])
            try decoder.decode(
                "{\"t\":\(row % 5 == 0 ? "null" : "\"\(text)\""),\"n\":\(number),\"d\":\(double),"
                    + "\"b\":\(random.pick(["true", "false", "null"])),\"w\":\(wide),\"order\":\(row)}"
            )
            if row == 150 || row == 151 { batches.append(decoder.finish()) }
        }
        batches.append(decoder.finish())
        let ordered = RowSort.order(batches, rows: RowRun.all(of: batches))
        let sorted = RecordBatch.gather(batches, rows: ordered)
        let rows = batches.flatMap { $0.rows() }
        let columns = keys.map { $0 + 4 }
        let expected = rows.enumerated().sorted { left, right in
            for column in columns {
                let order = compare(left.element[column], right.element[column])
                if order != 0 { return order < 0 }
            }
            return left.offset < right.offset
        }
        #expect(sorted.rows() == expected.map(\.element))
        #expect(RowSort.order([sorted], rows: RowRun.all(of: [sorted])) == RowRun.all(of: [sorted]))
    }

    private func compare(_ left: Cell, _ right: Cell) -> Int {
        switch (left, right) {
        case (.null, .null): 0
        case (.null, _): -1
        case (_, .null): 1
        case (.integer(let left), .integer(let right)): left < right ? -1 : left == right ? 0 : 1
        case (.bool(let left), .bool(let right)): (left ? 1 : 0) - (right ? 1 : 0)
        case (.double(let left), .double(let right)):
            Double(bitPattern: left).isTotallyOrdered(belowOrEqualTo: Double(bitPattern: right))
                ? (left == right ? 0 : -1) : 1
        case (.text(let left), .text(let right)):
            left.utf8.lexicographicallyPrecedes(right.utf8)
                ? -1 : (left.utf8.elementsEqual(right.utf8) ? 0 : 1)
        default: 0
        }
    }
}
