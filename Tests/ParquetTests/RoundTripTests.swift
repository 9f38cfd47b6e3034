import LakeModel
import Parquet
import Testing

@Suite("Files, read back by a decoder written from the specification")
struct RoundTripTests {
    struct Variant: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let settings: WriterSettings
    }

    static let variants: [Variant] = {
        var small = WriterSettings()
        small.pageRowsMax = 50
        small.rowGroupRowsMax = 400
        small.pageSizeBytesMax = 1000
        var second = small
        second.dataPageVersion = .v2
        var compact = small
        compact.encodings = .compact
        var sorted = second
        sorted.encodings = .sortedText
        var raw = second
        raw.compression = .uncompressed
        return [
            Variant(testDescription: "defaults", settings: WriterSettings()),
            Variant(testDescription: "small pages", settings: small),
            Variant(testDescription: "second page layout", settings: second),
            Variant(testDescription: "compact encodings", settings: compact),
            Variant(testDescription: "sorted text", settings: sorted),
            Variant(testDescription: "uncompressed", settings: raw),
        ]
    }()

    @Test("every type comes back with its levels", arguments: variants)
    func everyType(_ variant: Variant) throws {
        try check(SampleSchemas.everyType(), variant.settings)
    }

    @Test("structures and lists come back with their levels", arguments: variants)
    func nested(_ variant: Variant) throws {
        try check(SampleSchemas.nested(), variant.settings)
    }

    private func check(_ schema: TableSchema, _ settings: WriterSettings) throws {
        for (seed, nulls, distinct) in [
            (1, 20, 50), (2, 0, 3), (3, 95, 1000), (4, 100, 9), (5, 5, 1 << 30),
        ] {
            var samples = SampleRows(seed: UInt64(seed), nullPercent: nulls, distinct: distinct)
            let rows = samples.rows(schema, count: 1000)
            for cut in [1000, 77] {
                let batches = stride(from: 0, to: rows.count, by: cut).map {
                    SampleColumns.batch(schema, rows: Array(rows[$0..<min(rows.count, $0 + cut)]))
                }
                let (bytes, metrics) = try writeFile(schema, batches, settings: settings)
                try compare(schema, rows, bytes, metrics)
            }
        }
    }

    private func compare(
        _ schema: TableSchema,
        _ rows: [[SampleValue]],
        _ bytes: [UInt8],
        _ metrics: FileMetrics
    ) throws {
        let inspector = try FileInspector(file: bytes)
        #expect(metrics.rowCount == rows.count)
        #expect(metrics.fileSizeBytes == bytes.count)
        let expected = DremelOracle.shred(schema, rows)
        for (index, leaf) in LeafField.all(schema).enumerated() {
            var entries: [DremelOracle.Entry] = []
            for group in inspector.metaData.rowGroups {
                let chunk = group.columns[index]
                let pages = try ChunkDecoder(
                    file: bytes,
                    field: leaf.field,
                    chunk: chunk,
                    metaData: try #require(chunk.metaData),
                    definitionMax: leaf.definitionMax,
                    repetitionMax: leaf.repetitionMax
                ).pages()
                try checkIndices(inspector, chunk, pages)
                entries += pages.flatMap(\.entries)
            }
            #expect(entries == expected[index], "\(leaf.field.name)")
            let column = try #require(metrics.columns[leaf.field.id])
            #expect(column.valueCount == entries.count)
            #expect(column.nullCount == entries.count { $0.value == nil })
        }
    }

    private func checkIndices(
        _ inspector: FileInspector,
        _ chunk: ColumnChunk,
        _ pages: [ChunkDecoder.Page]
    ) throws {
        let offsets = try #require(try inspector.offsetIndex(chunk))
        #expect(offsets.pageLocations.map(\.offset) == pages.map { Int64($0.offset) })
        #expect(offsets.pageLocations.map(\.compressedPageSize) == pages.map { Int32($0.size) })
        var row: Int64 = 0
        for (location, page) in zip(offsets.pageLocations, pages) {
            #expect(location.firstRowIndex == row)
            #expect(page.entries.first?.repetition == 0, "a page begins with a row")
            row += Int64(page.entries.count { $0.repetition == 0 })
        }
        guard let columnIndex = try inspector.columnIndex(chunk) else { return }
        #expect(columnIndex.nullPages == pages.map { $0.entries.allSatisfy { $0.value == nil } })
        #expect(
            columnIndex.nullCounts
                == pages.map { page in
                    Int64(page.entries.count { $0.value == nil })
                }
        )
    }
}
