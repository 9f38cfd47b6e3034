import Columnar
import LakeModel
import Parquet
import Testing

@Suite("FileMetrics of a footer")
struct FooterMetricsTests {
    private func written(
        _ schema: TableSchema,
        seed: UInt64,
        nullPercent: Int
    ) throws -> (bytes: [UInt8], metrics: FileMetrics) {
        var samples = SampleRows(seed: seed, nullPercent: nullPercent, distinct: 60)
        var settings = WriterSettings()
        settings.rowGroupRowsMax = 200
        let rows = samples.rows(schema, count: 900)
        return try writeFile(schema, [SampleColumns.batch(schema, rows: rows)], settings: settings)
    }

    @Test("a footer says of its file what its writer said", arguments: [0, 10, 95, 100])
    func agreesWithTheWriter(nullPercent: Int) throws {
        for (seed, schema) in [
            (1, try SampleSchemas.everyType()), (2, try SampleSchemas.nested()),
        ] as [(UInt64, TableSchema)] {
            var (bytes, metrics) = try written(schema, seed: seed, nullPercent: nullPercent)
            let footer = try FooterReader.read(file: bytes)
            let again = try FileMetrics(footer: footer, fileSizeBytes: bytes.count)
            // In the footer a chunk with a NaN has no bounds, and none has half a pair.
            for (id, column) in metrics.columns
            where (column.nanCount ?? 0) > 0 || column.upperBound == nil {
                metrics.columns[id]?.lowerBound = nil
                metrics.columns[id]?.upperBound = nil
            }
            #expect(again == metrics)
        }
    }

    @Test("a footer without rows has counts of zero and no bounds")
    func empty() throws {
        let schema = try SampleSchemas.everyType()
        let (bytes, metrics) = try writeFile(schema, [])
        let footer = try FooterReader.read(file: bytes)
        #expect(try FileMetrics(footer: footer, fileSizeBytes: bytes.count) == metrics)
    }

    @Test("what one row group does not say is not said of the file")
    func missingStatistics() throws {
        let schema = try SampleSchemas.everyType()
        let (bytes, _) = try written(schema, seed: 3, nullPercent: 10)
        var footer = try FooterReader.read(file: bytes)
        let id = try #require(schema.fields.first).id
        footer.rowGroups[1].columns[0].metaData?.statistics?.maxValue = nil
        var column = try FileMetrics(footer: footer, fileSizeBytes: bytes.count).columns[id]
        #expect(column?.lowerBound == nil && column?.upperBound == nil)
        #expect((column?.valueCount ?? 0) > 0)
        footer.rowGroups[1].columns[0].metaData?.statistics = nil
        column = try FileMetrics(footer: footer, fileSizeBytes: bytes.count).columns[id]
        #expect(column == nil, "counts that are not whole are no counts")
        footer.rowGroups[2].fileOffset = footer.rowGroups[0].fileOffset
        let metrics = try FileMetrics(footer: footer, fileSizeBytes: bytes.count)
        #expect(metrics.splitOffsets.isEmpty, "wrong offsets are worse than none")
    }

    @Test("bounds of another order or of no value of the type are not believed")
    func doubtfulBounds() throws {
        let schema = try SampleSchemas.everyType()
        let (bytes, _) = try written(schema, seed: 4, nullPercent: 0)
        let footer = try FooterReader.read(file: bytes)
        let id = try #require(schema.fields.first { $0.type == .long }).id
        let index = try #require(schema.fields.firstIndex { $0.id == id })
        let spoilt: [(inout FileMetaData) -> Void] = [
            { $0.columnOrders = nil },
            { $0.columnOrders?[index] = .other(9) },
            { $0.rowGroups[0].columns[index].metaData?.statistics?.minValue = [1, 2, 3] },
            { footer in
                // Inverted: they would prune every row.
                let most = footer.rowGroups[0].columns[index].metaData?.statistics?.maxValue
                let least = footer.rowGroups[0].columns[index].metaData?.statistics?.minValue
                footer.rowGroups[0].columns[index].metaData?.statistics?.minValue = most
                footer.rowGroups[0].columns[index].metaData?.statistics?.maxValue = least
            },
        ]
        for spoil in spoilt {
            var footer = footer
            spoil(&footer)
            let column = try FileMetrics(footer: footer, fileSizeBytes: bytes.count).columns[id]
            #expect(column?.lowerBound == nil && column?.upperBound == nil)
        }
    }

    @Test("counts that no file can have are refused")
    func hostileCounts() throws {
        let schema = try SampleSchemas.everyType()
        let (bytes, _) = try written(schema, seed: 5, nullPercent: 0)
        var footer = try FooterReader.read(file: bytes)
        footer.rowGroups[0].rowCount = .max
        #expect(throws: ParquetError(.malformed, "")) {
            try FileMetrics(footer: footer, fileSizeBytes: bytes.count)
        }
    }
}
