/// Writes one column chunk: shreds, chooses an encoding, cuts pages and compresses them.
struct ColumnChunkWriter {
    let leaf: LeafColumn
    let settings: WriterSettings
    let workspace: EncoderWorkspace

    /// Encodes the leaf's values of some rows; the chunk will begin at `offset` of the file.
    ///
    /// - Throws: ``ParquetError`` `rows`, `compression`.
    func encode(
        _ slices: [BatchSlice],
        offset: Int
    ) throws(ParquetError) -> EncodedColumnChunk {
        try shred(slices)
        let planner = EncodingPlanner(leaf: leaf, settings: settings, workspace: workspace)
        let chosen = planner.choose()
        workspace.boundsFinder.begin(entries: chosen.entryCount)
        var state = PagesState(
            pages: pageWriter(settings.compression),
            index: PageIndexBuilder(leaf: leaf, boundLengthMax: settings.boundLengthMax)
        )
        let encoder = DataPageEncoder(
            leaf: leaf,
            version: settings.dataPageVersion,
            chosen: chosen,
            workspace: workspace
        )
        let dictionary = try writeDictionary(chosen, &state)
        let cutter = pageCutter(chosen)
        var page = cutter.next(after: nil)
        while let extent = page {
            try writePage(extent, encoder, dictionary, offset, &state)
            page = cutter.next(after: extent)
        }
        return finish(chosen, state, offset: offset)
    }

    /// What grows from page to page.
    private struct PagesState {
        var pages: PageWriter
        var index: PageIndexBuilder
        var bounds = PageBounds()
        var nullCount = 0
    }

    private func shred(_ slices: [BatchSlice]) throws(ParquetError) {
        workspace.levels.removeAll()
        workspace.leaf.removeAll()
        for slice in slices {
            let isFlat = leaf.repetitionLevelMax == 0
            let shredded =
                isFlat
                ? try workspace.flatShredder.shred(leaf, of: slice, into: workspace.levels)
                : try workspace.listShredder.shred(leaf, of: slice, into: workspace.levels)
            let slots = isFlat ? workspace.flatShredder.slots : workspace.listShredder.slots
            try workspace.leaf.append(shredded, list: slots, of: leaf)
        }
    }

    private func pageWriter(_ compression: Compression) -> PageWriter {
        PageWriter(
            compression: compression,
            writesChecksums: settings.writesPageChecksums,
            workspace: workspace
        )
    }

    private func pageCutter(_ chosen: ChosenEncoding) -> PageCutter {
        let valueBytes: Int? =
            switch leaf.layout {
            case .bytes: chosen.hasDictionary ? 4 : nil
            case .boolean: 1
            case .int32: 4
            case .int64, .double: 8
            case .decimal(let length): length
            }
        return PageCutter(
            leaf: leaf,
            levels: workspace.levels,
            buffer: workspace.leaf,
            rowsMax: settings.pageRowsMax,
            sizeBytesMax: settings.pageSizeBytesMax,
            valueBytes: valueBytes
        )
    }

    private func writeDictionary(
        _ chosen: ChosenEncoding,
        _ state: inout PagesState
    ) throws(ParquetError) -> PageHeader? {
        guard chosen.hasDictionary else { return nil }
        let encoder = DictionaryPageEncoder(layout: leaf.layout, workspace: workspace)
        let header = encoder.encode(chosen)
        _ = try state.pages.write(header, body: workspace.dictionaryBody)
        return header
    }

    private func writePage(
        _ page: PageExtent,
        _ encoder: DataPageEncoder,
        _ dictionary: PageHeader?,
        _ offset: Int,
        _ state: inout PagesState
    ) throws(ParquetError) {
        let (header, levelBytes) = encoder.encode(page)
        var start = workspace.chunk.count
        var size = try state.pages.write(
            header,
            body: workspace.pageBody,
            levelBytes: levelBytes
        )
        if state.index.pageCount == 0, isIncompressible(state.pages, upTo: page) {
            // Compressing saves too little to have every reader undo it: begin again without.
            state.pages = pageWriter(.uncompressed)
            if let dictionary {
                _ = try state.pages.write(dictionary, body: workspace.dictionaryBody)
            }
            start = workspace.chunk.count
            size = try state.pages.write(
                header,
                body: workspace.pageBody,
                levelBytes: levelBytes
            )
        }
        let bounds = workspace.boundsFinder.bounds(
            of: workspace.leaf,
            leaf.layout,
            page.values,
            indices: encoder.chosen.hasDictionary ? workspace.indices : nil
        )
        state.bounds.merge(bounds)
        state.nullCount += page.nullCount
        state.index.append(
            page,
            bounds: bounds,
            offset: offset + start,
            size: size,
            byteSize: byteSize(page.values)
        )
    }

    /// Whether compressing the first page, and the dictionary before it, saved next to nothing;
    /// a small page that others follow says nothing about them.
    private func isIncompressible(_ pages: PageWriter, upTo page: PageExtent) -> Bool {
        guard settings.compression != .uncompressed else { return false }
        let isTelling = pages.bodySize >= 4096 || page.levels.upperBound == workspace.levels.count
        return isTelling && pages.storedSize * 16 > pages.bodySize * 15
    }

    private func finish(
        _ chosen: ChosenEncoding,
        _ state: PagesState,
        offset: Int
    ) -> EncodedColumnChunk {
        let dataPage: PageType = settings.dataPageVersion == .v1 ? .dataPage : .dataPageV2
        var stats = [
            PageEncodingStats(
                pageType: dataPage,
                encoding: chosen.encoding,
                count: Int32(state.index.pageCount)
            )
        ]
        if chosen.hasDictionary {
            stats.insert(.init(pageType: .dictionaryPage, encoding: .plain, count: 1), at: 0)
        }
        var encodings: [Encoding] = [.rle]
        for stat in stats where !encodings.contains(stat.encoding) {
            encodings.append(stat.encoding)
        }
        let metaData = ColumnMetaData(
            type: leaf.layout.physicalType,
            encodings: encodings,
            path: leaf.path,
            codec: state.pages.codec,
            valueCount: Int64(workspace.levels.count),
            totalUncompressedSize: Int64(state.pages.totalUncompressedSize),
            totalCompressedSize: Int64(workspace.chunk.count),
            dataPageOffset: state.index.firstOffset,
            dictionaryPageOffset: chosen.hasDictionary ? Int64(offset) : nil,
            statistics: statistics(state.bounds, nullCount: state.nullCount),
            encodingStats: stats,
            sizeStatistics: sizeStatistics
        )
        return EncodedColumnChunk(
            bytes: workspace.chunk.array,
            metaData: metaData,
            columnIndex: state.index.columnIndex,
            offsetIndex: state.index.offsetIndex,
            bounds: state.bounds,
            nullCount: state.nullCount
        )
    }

    private func byteSize(_ values: Range<Int>) -> Int {
        guard leaf.layout == .bytes else { return 0 }
        let offsets = workspace.leaf.offsets
        return Int(offsets[values.upperBound] - offsets[values.lowerBound])
    }
}
