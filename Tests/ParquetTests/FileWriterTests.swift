import Columnar
import LakeModel
import Parquet
import Testing

@Suite("FileWriter")
struct FileWriterTests {
    private func schema(_ fields: [Field]) throws -> TableSchema {
        TableSchema(name: try TableName("t"), fields: fields)
    }

    private func longs(_ count: Int, isRequired: Bool = true) throws -> (TableSchema, RecordBatch) {
        let schema = try schema(
            [Field(id: FieldID(7), name: "n", type: .long, isRequired: isRequired)]
        )
        let rows = (0..<count).map { [SampleValue.integer(Int128($0))] }
        return (schema, SampleColumns.batch(schema, rows: rows))
    }

    @Test("a file without rows has a schema and no row group")
    func empty() throws {
        let (schema, _) = try longs(0)
        let (bytes, metrics) = try writeFile(schema, [])
        let footer = try FooterReader.read(file: bytes)
        #expect(footer.rowGroups.isEmpty && footer.rowCount == 0)
        #expect(metrics.rowCount == 0 && metrics.splitOffsets.isEmpty)
        #expect(metrics.columns[FieldID(7)]?.valueCount == 0)
        #expect(bytes.prefix(4) == Array("PAR1".utf8)[...])
    }

    @Test("small batches share a row group")
    func sharedRowGroup() throws {
        let (schema, batch) = try longs(100)
        let (bytes, _) = try writeFile(schema, Array(repeating: batch, count: 20))
        let footer = try FooterReader.read(file: bytes)
        #expect(footer.rowGroups.map(\.rowCount) == [2000])
    }

    @Test("a row group ends after so many rows, and its bytes come before the next batch")
    func rowLimit() throws {
        let (schema, batch) = try longs(1000)
        var settings = WriterSettings()
        settings.rowGroupRowsMax = 300
        var writer = try FileWriter(schema: schema, settings: settings)
        var bytes: [UInt8] = []
        try writer.write(batch) { bytes += $0 }
        #expect(writer.bufferedRows == 100)
        #expect(writer.bytesWritten == bytes.count && bytes.count > 100)
        let metrics = try writer.finish { bytes += $0 }
        #expect(metrics.splitOffsets.count == 4)
        #expect(metrics.fileSizeBytes == bytes.count)
        let footer = try FooterReader.read(file: bytes)
        #expect(footer.rowGroups.map(\.rowCount) == [300, 300, 300, 100])
        #expect(footer.rowGroups.map(\.fileOffset) == metrics.splitOffsets.map(Int64.init))
    }

    @Test("a row group ends after so many bytes")
    func byteLimit() throws {
        let (schema, batch) = try longs(1000)
        var settings = WriterSettings()
        settings.rowGroupSizeBytesMax = 10_000
        let (bytes, _) = try writeFile(schema, [batch, batch, batch], settings: settings)
        let footer = try FooterReader.read(file: bytes)
        #expect(footer.rowGroups.allSatisfy { $0.rowCount <= 2500 })
        #expect(footer.rowCount == 3000)
    }

    @Test("the same rows and settings give the same bytes")
    func deterministic() throws {
        let schema = try SampleSchemas.nested()
        var samples = SampleRows(seed: 5)
        let batch = SampleColumns.batch(schema, rows: samples.rows(schema, count: 500))
        let first = try writeFile(schema, [batch])
        let second = try writeFile(schema, [batch])
        #expect(first.bytes == second.bytes && first.metrics == second.metrics)
    }

    @Test("a workspace that served other files changes nothing")
    func workspaceReuse() throws {
        let workspace = EncoderWorkspace()
        for schema in [try SampleSchemas.nested(), try SampleSchemas.everyType()] {
            var samples = SampleRows(seed: 5, distinct: 5000)
            let batch = SampleColumns.batch(schema, rows: samples.rows(schema, count: 900))
            let fresh = try writeFile(schema, [batch])
            for _ in 0..<2 {
                var bytes: [UInt8] = []
                var writer = try FileWriter(schema: schema, workspace: workspace)
                try writer.write(batch) { bytes += $0 }
                let metrics = try writer.finish { bytes += $0 }
                #expect(bytes == fresh.bytes && metrics == fresh.metrics)
            }
        }
    }

    @Test("the footer carries names, texts, orders and what rows are sorted by")
    func footer() throws {
        let (schema, batch) = try longs(10)
        let (bytes, _) = try writeFile(
            schema,
            [batch],
            keyValueMetadata: [("b", "2"), ("a", "1")],
            sortedBy: [FieldID(7)]
        )
        let footer = try FooterReader.read(file: bytes)
        #expect(
            footer.keyValueMetadata == [.init(key: "b", value: "2"), .init(key: "a", value: "1")]
        )
        #expect(footer.columnOrders == [.typeDefined])
        #expect(footer.createdBy?.hasPrefix("lakewriter version ") == true)
        let sorting = SortingColumn(columnIndex: 0, isDescending: false, nullsFirst: true)
        #expect(footer.rowGroups[0].sortingColumns == [sorting])
        #expect(footer.schema[1].fieldID == 7)
    }

    @Test("a null in a required field is refused")
    func requiredNull() throws {
        let (schema, _) = try longs(0)
        let rows: [[SampleValue]] = [[.integer(1)], [.null]]
        #expect(throws: ParquetError(.rows, "")) {
            try writeFile(schema, [SampleColumns.batch(schema, rows: rows)])
        }
    }

    @Test("a batch of another schema is refused")
    func otherSchema() throws {
        let (schema, _) = try longs(1)
        let (_, batch) = try longs(1, isRequired: false)
        #expect(throws: ParquetError(.rows, "")) { try writeFile(schema, [batch]) }
    }

    @Test("storage that does not fit the field is refused")
    func otherStorage() throws {
        let (schema, _) = try longs(1)
        let storages: [Column.Storage] = [
            .double(ColumnBuffer([1])), .int64(ColumnBuffer([])), .int32(ColumnBuffer([1])),
        ]
        for storage in storages {
            let column = Column(
                field: schema.fields[0],
                count: 1,
                validity: nil,
                storage: storage
            )
            let batch = RecordBatch(schema: schema, rowCount: 1, columns: [column])
            #expect(throws: ParquetError(.rows, "")) { try writeFile(schema, [batch]) }
        }
    }

    @Test("offsets that fall or reach too far are refused")
    func badOffsets() throws {
        let schema = try schema([Field(id: FieldID(1), name: "s", type: .string)])
        for offsets in [[0, 5, 3], [0, 2, 9], [0, 1], [0, 9, 5]] as [[UInt32]] {
            let column = Column(
                field: schema.fields[0],
                count: 2,
                validity: nil,
                storage: .bytes(
                    offsets: ColumnBuffer(offsets),
                    data: ColumnBuffer([1, 2, 3, 4, 5])
                )
            )
            let batch = RecordBatch(schema: schema, rowCount: 2, columns: [column])
            #expect(throws: ParquetError(.rows, "")) { try writeFile(schema, [batch]) }
        }
    }

    @Test("schemas that have no form in a file are refused")
    func badSchemas() throws {
        let types: [LogicalType] = [
            .structure([]), .decimal(precision: 39, scale: 0), .decimal(precision: 5, scale: 6),
        ]
        for type in types {
            let schema = try schema([Field(id: FieldID(1), name: "x", type: type)])
            #expect(throws: ParquetError(.schema, "")) { try writeFile(schema, []) }
        }
    }

    @Test("what the sink throws comes out")
    func sinkError() throws {
        struct Full: Error {}
        let (schema, batch) = try longs(10)
        #expect(throws: Full.self) {
            var writer = try FileWriter(schema: schema)
            try writer.write(batch) { _ in }
            _ = try writer.finish { _ in throw Full() }
        }
    }

    @Test("decimals take the fewest bytes that hold their digits")
    func decimalLengths() {
        // Source: Parquet LogicalTypes.md and Iceberg's table of minimal lengths.
        let expected = [1: 1, 2: 1, 3: 2, 9: 4, 18: 8, 19: 9, 28: 12, 38: 16]
        for (precision, length) in expected {
            #expect(PhysicalLayout.decimalLength(precision: precision) == length)
        }
    }
}
