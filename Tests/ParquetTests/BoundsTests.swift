import LakeModel
import Parquet
import Testing

@Suite("Bounds")
struct BoundsTests {
    @Test("a cut upper bound of text is raised by a code point")
    func raisesText() {
        func upper(_ text: String, _ length: Int) -> [UInt8]? {
            TruncatedBytes.upper(Array(text.utf8), length: length, isText: true)
        }
        #expect(upper("abc", 3) == Array("abc".utf8))
        #expect(upper("abcd", 3) == Array("abd".utf8))
        #expect(upper("ab\u{10FFFF}d", 6) == Array("ac".utf8))
        #expect(upper("a\u{D7FF}\u{D7FF}", 4) == Array("a\u{E000}".utf8))
        #expect(upper("\u{10FFFF}\u{10FFFF}", 4) == nil)
        // DEL's next character takes two bytes and would not fit
        #expect(upper("a\u{7F}b", 2) == Array("b".utf8))
        // a character that does not fit is not cut in half
        #expect(upper("aé!", 2) == Array("b".utf8))
    }

    @Test("a cut lower bound ends between characters")
    func cutsText() {
        #expect(TruncatedBytes.lower(Array("aé!".utf8), length: 2, isText: true) == [0x61])
        #expect(TruncatedBytes.lower([1, 2, 3], length: 2, isText: false) == [1, 2])
    }

    @Test("a cut upper bound of bytes is raised by one")
    func raisesBytes() {
        #expect(TruncatedBytes.upper([1, 2, 3], length: 2, isText: false) == [1, 3])
        #expect(TruncatedBytes.upper([1, 0xFF, 3], length: 2, isText: false) == [2])
        #expect(TruncatedBytes.upper([0xFF, 0xFF, 3], length: 2, isText: false) == nil)
    }

    @Test("random text lies between its cut bounds")
    func enclosesText() {
        var random = SeededGenerator(seed: 4)
        let alphabet = ["a", "\u{7F}", "é", "\u{7FF}", "\u{D7FF}", "\u{FFFF}", "🦆", "\u{10FFFF}"]
        for _ in 0..<5000 {
            let count = Int.random(in: 0..<12, using: &random)
            let text = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? "" }
                .joined()
            let bytes = Array(text.utf8)
            let length = Int.random(in: 1..<20, using: &random)
            let lower = TruncatedBytes.lower(bytes, length: length, isText: true)
            #expect(!bytes.lexicographicallyPrecedes(lower))
            if let upper = TruncatedBytes.upper(bytes, length: length, isText: true) {
                #expect(!upper.lexicographicallyPrecedes(bytes))
                #expect(upper.count <= length)
                #expect(String(validating: upper, as: UTF8.self) != nil)
            }
        }
    }

    private func doubles(_ values: [Double]) throws -> (Statistics, FileMetrics.Column) {
        let schema = TableSchema(
            name: try TableName("t"),
            fields: [Field(id: FieldID(1), name: "d", type: .double)]
        )
        let batch = SampleColumns.batch(schema, rows: values.map { [.double($0.bitPattern)] })
        let (bytes, metrics) = try writeFile(schema, [batch])
        let chunk = try FooterReader.read(file: bytes).rowGroups[0].columns[0]
        return (
            try #require(chunk.metaData?.statistics), try #require(metrics.columns[FieldID(1)])
        )
    }

    @Test("zeros of either sign are enclosed by -0.0 and +0.0")
    func zeros() throws {
        for values in [[0.0], [-0.0], [0.0, -0.0], [-0.0, 0.0]] {
            let (statistics, _) = try doubles(values)
            #expect(statistics.minValue == [0, 0, 0, 0, 0, 0, 0, 0x80])
            #expect(statistics.maxValue == [0, 0, 0, 0, 0, 0, 0, 0])
        }
    }

    @Test("a NaN is counted, and is no bound")
    func nan() throws {
        let (statistics, column) = try doubles([.nan, 2, -1, .nan])
        #expect(statistics.nanCount == 2)
        #expect(statistics.minValue == nil && statistics.maxValue == nil)
        #expect(column.nanCount == 2)
        #expect(column.lowerBound == .double(-1) && column.upperBound == .double(2))
        let (_, onlyNaN) = try doubles([.nan])
        #expect(onlyNaN.lowerBound == nil && onlyNaN.upperBound == nil)
        let (_, infinite) = try doubles([.infinity, .nan, .infinity])
        #expect(infinite.lowerBound == .double(.infinity))
    }

    @Test("bounds of every type are those of the values, across row groups")
    func metrics() throws {
        let schema = try SampleSchemas.everyType()
        var samples = SampleRows(seed: 12, nullPercent: 10, distinct: 60)
        let rows = samples.rows(schema, count: 900)
        var settings = WriterSettings()
        settings.rowGroupRowsMax = 200
        let (_, metrics) = try writeFile(
            schema,
            [SampleColumns.batch(schema, rows: rows)],
            settings: settings
        )
        #expect(metrics.splitOffsets.count == 5)
        #expect(metrics.splitOffsets.first == 4)
        for (index, field) in schema.fields.enumerated() {
            let column = try #require(metrics.columns[field.id])
            let values = rows.map { $0[index] }
            let integers = values.compactMap { value -> Int128? in
                if case .integer(let integer) = value { integer } else { nil }
            }
            guard let least = integers.min(), let most = integers.max() else { continue }
            #expect(column.lowerBound?.integer == least, "\(field.name)")
            #expect(column.upperBound?.integer == most, "\(field.name)")
        }
    }
}

extension BoundValue {
    fileprivate var integer: Int128? {
        switch self {
        case .int(let value): Int128(value)
        case .long(let value): Int128(value)
        case .decimal(let value): value
        default: nil
        }
    }
}
