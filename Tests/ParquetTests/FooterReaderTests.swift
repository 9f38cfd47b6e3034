import Foundation
import LakeModel
import Parquet
import Testing

@Suite("FooterReader")
struct FooterReaderTests {
    private static let conformance = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("../shared/data/conformance/parquet-testing").standardized
    private static let hasConformance = FileManager.default.fileExists(atPath: conformance.path)

    private static func files(_ folder: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: conformance.appendingPathComponent(folder),
            includingPropertiesForKeys: nil
        ).filter { $0.pathExtension == "parquet" }
    }

    private func sample() throws -> [UInt8] {
        let schema = try SampleSchemas.nested()
        var samples = SampleRows(seed: 77)
        var settings = WriterSettings()
        settings.rowGroupRowsMax = 20
        let batch = SampleColumns.batch(schema, rows: samples.rows(schema, count: 50))
        return try writeFile(schema, [batch], settings: settings).bytes
    }

    /// Reads all that can be read without decoding values; what is thrown is a `ParquetError`.
    private func inspect(_ bytes: [UInt8]) throws(ParquetError) {
        let inspector = try FileInspector(file: bytes)
        _ = inspector.schema.description
        for group in inspector.metaData.rowGroups {
            for chunk in group.columns {
                _ = try inspector.columnIndex(chunk)
                _ = try inspector.offsetIndex(chunk)
            }
        }
    }

    @Test(
        "every good file of parquet-testing is read",
        .enabled(if: hasConformance, "needs ../shared/data/conformance/parquet-testing")
    )
    func goodFiles() throws {
        let files = try Self.files("data") + Self.files("data/geospatial")
        #expect(files.count >= 60)
        for file in files {
            let bytes = Array(try Data(contentsOf: file))
            #expect(throws: Never.self, "\(file.lastPathComponent)") { try inspect(bytes) }
        }
    }

    @Test(
        "bad files of parquet-testing are refused, or are bad in their pages only",
        .enabled(if: hasConformance, "needs ../shared/data/conformance/parquet-testing")
    )
    func badFiles() throws {
        var refused: Set<String> = []
        for file in try Self.files("bad_data") {
            do {
                try inspect(Array(try Data(contentsOf: file)))
            } catch is ParquetError {
                refused.insert(file.deletingPathExtension().lastPathComponent)
            }
        }
        #expect(refused.isSuperset(of: ["PARQUET-1481", "ARROW-GH-41317"]))
    }

    @Test("an encrypted footer is unsupported")
    func encrypted() {
        let bytes = Array("PARE".utf8) + [0, 0, 0, 0] + Array("PARE".utf8)
        #expect(throws: ParquetError(.unsupported, "")) { try inspect(bytes) }
    }

    @Test("a file cut anywhere is malformed")
    func truncated() throws {
        let bytes = try sample()
        for count in 0..<bytes.count {
            #expect(throws: ParquetError(.malformed, "")) { try inspect(Array(bytes[..<count])) }
        }
    }

    @Test("flipped bits are an error or another footer, and never a crash")
    func flippedBits() throws {
        let bytes = try sample()
        let length = try FooterReader.footerLength(trailer: bytes.suffix(8))
        var random = SeededGenerator(seed: 1)
        for round in 0..<3000 {
            var damaged = bytes
            for _ in 0...(round % 4) {
                let place = Int.random(
                    in: (bytes.count - length - 600)..<bytes.count,
                    using: &random
                )
                damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            }
            try? inspect(damaged)
        }
    }

    @Test("random bytes as a footer are an error or a footer, and never a crash")
    func randomFooter() {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<5000 {
            let count = Int.random(in: 0..<64, using: &random)
            let footer = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            let length = [UInt8(count), 0, 0, 0]
            try? inspect(Array("PAR1".utf8) + footer + length + Array("PAR1".utf8))
        }
    }

    @Test("the last bytes suffice")
    func tail() throws {
        let bytes = try sample()
        let length = try FooterReader.footerLength(trailer: bytes.suffix(FooterReader.trailerSize))
        let tail = bytes.suffix(length + FooterReader.trailerSize)
        let footer = try FooterReader.read(tail: tail, fileSizeBytes: bytes.count)
        #expect(try footer == FooterReader.read(file: bytes))
        #expect(throws: ParquetError(.malformed, "")) {
            try FooterReader.read(tail: tail.dropFirst(), fileSizeBytes: bytes.count)
        }
    }

    @Test("the schema is shown as the reference implementation shows it")
    func schemaText() throws {
        let fields = [
            Field(id: FieldID(1), name: "t", type: .timestamptz, isRequired: true),
            Field(id: FieldID(2), name: "d", type: .decimal(precision: 20, scale: 2)),
            Field(
                id: FieldID(3),
                name: "l",
                type: .list(element: Field(id: FieldID(4), name: "anything", type: .string))
            ),
        ]
        let schema = TableSchema(name: try TableName("t"), fields: fields)
        let inspector = try FileInspector(file: try writeFile(schema, []).bytes)
        #expect(
            inspector.schema.description == """
                message table {
                  required int64 t (TIMESTAMP(micros,UTC)) = 1;
                  optional fixed_len_byte_array(9) d (DECIMAL(20,2)) = 2;
                  optional group l (LIST) = 3 {
                    repeated group list {
                      optional byte_array element (STRING) = 4;
                    }
                  }
                }
                """
        )
    }

    @Test("bounds are shown in the type's own form")
    func boundText() throws {
        let fields = [
            Field(id: FieldID(1), name: "d", type: .decimal(precision: 6, scale: 3)),
            Field(id: FieldID(2), name: "s", type: .string),
            Field(id: FieldID(3), name: "b", type: .binary),
        ]
        let schema = TableSchema(name: try TableName("t"), fields: fields)
        let rows: [[SampleValue]] = [
            [.integer(-7), .bytes(Array("ä".utf8)), .bytes([0, 255])],
            [.integer(123_456), .null, .null],
        ]
        let file = try writeFile(schema, [SampleColumns.batch(schema, rows: rows)]).bytes
        let columns = try FileInspector(file: file).columns
        #expect(columns.map(\.lowerBound) == ["-0.007", "ä", "0x00ff"])
        #expect(columns[0].upperBound == "123.456")
        #expect(columns.map(\.nullCount) == [0, 1, 1])
    }
}
