/// Encodes a data page's levels and values into the workspace's page body.
///
/// | part | v1 | v2 |
/// |---|---|---|
/// | repetition levels, if there are lists | length (4 bytes), runs | runs |
/// | definition levels, if anything is optional | length (4 bytes), runs | runs |
/// | values | as encoded | as encoded |
///
/// Source: Parquet README.md, "Data Pages".
struct DataPageEncoder {
    let leaf: LeafColumn
    let version: DataPageVersion
    let chosen: ChosenEncoding
    let workspace: EncoderWorkspace

    private var out: Scratch<UInt8> { workspace.pageBody }
    private var buffer: LeafBuffer { workspace.leaf }

    /// Fills the page body, and returns the header but for sizes and checksum, and the number of
    /// the body's bytes that stay uncompressed.
    func encode(_ page: PageExtent) -> (PageHeader, levelBytes: Int) {
        out.removeAll()
        let levels = workspace.levels
        let repetitionBytes = encodeLevels(
            levels.repetition,
            page.levels,
            maximum: leaf.repetitionLevelMax,
            isUniform: false
        )
        let definitionBytes = encodeLevels(
            levels.definition,
            page.levels,
            maximum: leaf.definitionLevelMax,
            isUniform: levels.isFull
        )
        encodeValues(page.values)
        switch version {
        case .v1:
            var header = PageHeader(type: .dataPage)
            header.dataPageHeader = DataPageHeader(
                valueCount: Int32(page.levels.count),
                encoding: chosen.encoding,
                definitionLevelEncoding: .rle,
                repetitionLevelEncoding: .rle
            )
            return (header, 0)
        case .v2:
            var header = PageHeader(type: .dataPageV2)
            header.dataPageHeaderV2 = DataPageHeaderV2(
                valueCount: Int32(page.levels.count),
                nullCount: Int32(page.nullCount),
                rowCount: Int32(page.rowCount),
                encoding: chosen.encoding,
                definitionLevelsByteLength: Int32(definitionBytes),
                repetitionLevelsByteLength: Int32(repetitionBytes)
            )
            return (header, repetitionBytes + definitionBytes)
        }
    }

    private func encodeLevels(
        _ levels: Scratch<UInt8>,
        _ range: Range<Int>,
        maximum: Int,
        isUniform: Bool
    ) -> Int {
        guard maximum > 0 else { return 0 }
        let start = out.count
        if version == .v1 { out.append(littleEndian: 0) }
        let width = RunLengthHybrid.width(of: maximum)
        if isUniform {
            RunLengthHybrid.run(of: UInt64(maximum), count: range.count, width, into: out)
        } else {
            unsafe RunLengthHybrid.encode(
                levels.base + range.lowerBound,
                count: range.count,
                width: width,
                into: out
            )
        }
        if version == .v1 {
            out.patch(littleEndian: UInt32(out.count - start - 4), at: start)
        }
        return out.count - start
    }

    private func encodeValues(_ range: Range<Int>) {
        if chosen.hasDictionary {
            out.append(UInt8(chosen.indexWidth))
            unsafe RunLengthHybrid.encode(
                workspace.indices.base + range.lowerBound,
                count: range.count,
                width: chosen.indexWidth,
                into: out
            )
            return
        }
        switch leaf.layout {
        case .boolean: encodeBooleans(range)
        case .int32: unsafe encodeIntegers(buffer.int32s.base + range.lowerBound, range.count)
        case .int64: unsafe encodeIntegers(buffer.int64s.base + range.lowerBound, range.count)
        case .double: encodeDoubles(range)
        case .decimal(let length):
            unsafe PlainEncoding.encodeFixed(
                buffer.decimals.base + range.lowerBound,
                count: range.count,
                length: length,
                into: out
            )
        case .bytes: encodeBytes(range)
        }
    }

    private func encodeBooleans(_ range: Range<Int>) {
        let values = unsafe buffer.booleans.base + range.lowerBound
        guard chosen.encoding == .rle else {
            unsafe PlainEncoding.encodeBits(values, count: range.count, into: out)
            return
        }
        let start = out.count
        out.append(littleEndian: 0)
        unsafe RunLengthHybrid.encode(values, count: range.count, width: 1, into: out)
        out.patch(littleEndian: UInt32(out.count - start - 4), at: start)
    }

    @unsafe private func encodeIntegers<Value: FixedWidthInteger & SignedInteger & BitwiseCopyable>(
        _ values: UnsafePointer<Value>,
        _ count: Int
    ) where Value.Magnitude: FixedWidthInteger & UnsignedInteger & BitwiseCopyable {
        if chosen.encoding == .deltaBinaryPacked {
            unsafe DeltaBinaryPacked.encode(values, count: count, into: out)
        } else {
            unsafe PlainEncoding.encode(values, count: count, into: out)
        }
    }

    private func encodeDoubles(_ range: Range<Int>) {
        let values = unsafe buffer.doubles.base + range.lowerBound
        if chosen.encoding == .byteStreamSplit {
            unsafe ByteStreamSplit.encode(values, count: range.count, width: 8, into: out)
        } else {
            unsafe PlainEncoding.encode(values, count: range.count, into: out)
        }
    }

    private func encodeBytes(_ range: Range<Int>) {
        let offsets = unsafe buffer.offsets.base + range.lowerBound
        let data = unsafe buffer.data.base
        switch chosen.encoding {
        case .deltaLengthByteArray:
            unsafe DeltaByteArray.encodeLengths(
                offsets: offsets,
                count: range.count,
                data: data,
                lengths: workspace.lengths,
                into: out
            )
        case .deltaByteArray:
            unsafe DeltaByteArray.encodePrefixes(
                offsets: offsets,
                count: range.count,
                data: data,
                lengths: workspace.lengths,
                rests: workspace.rests,
                into: out
            )
        default:
            unsafe PlainEncoding.encodeBytes(
                offsets: offsets,
                count: range.count,
                data: data,
                into: out
            )
        }
    }
}
