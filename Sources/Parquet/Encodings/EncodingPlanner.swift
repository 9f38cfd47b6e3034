/// Chooses a column chunk's encoding by what it would save, before a page is written.
///
/// The whole chunk is at hand, so nothing is encoded twice and no chunk begins with a dictionary
/// and falls back to PLAIN halfway, which would hide the dictionary from readers' filters.
/// Sizes are compared before compression: bit-packed values hardly shrink any more, but they
/// spare the compressor most of its input, which is where the time goes.
struct EncodingPlanner {
    let leaf: LeafColumn
    let settings: WriterSettings
    let workspace: EncoderWorkspace

    private var buffer: LeafBuffer { workspace.leaf }

    /// The encoding of the workspace's values; with a dictionary, its indices and entries are
    /// in the workspace too.
    func choose() -> ChosenEncoding {
        guard buffer.count > 0 else { return .plain }
        switch leaf.layout {
        case .boolean:
            return settings.encodings == .compatible ? .plain : .init(encoding: .rle)
        case .int32:
            return unsafe integers(buffer.int32s.base)
        case .int64:
            return unsafe integers(buffer.int64s.base)
        case .double:
            if let dictionary = unsafe fixedDictionary(buffer.doubles.base, below: nil) {
                return dictionary
            }
            return settings.encodings == .compatible ? .plain : .init(encoding: .byteStreamSplit)
        case .decimal:
            return .plain
        case .bytes:
            return bytes()
        }
    }

    @unsafe private func integers<Value: FixedWidthInteger & SignedInteger & DictionaryKey>(
        _ values: UnsafePointer<Value>
    ) -> ChosenEncoding where Value.Magnitude: FixedWidthInteger & UnsignedInteger {
        let plain = buffer.count * MemoryLayout<Value>.size
        let delta = unsafe DeltaBinaryPacked.encodedSize(values, count: buffer.count)
        // Below four bits a value no dictionary does better by much.
        if delta * 2 > buffer.count,
            let dictionary = unsafe fixedDictionary(values, below: delta)
        {
            return dictionary
        }
        return delta < plain ? .init(encoding: .deltaBinaryPacked) : .plain
    }

    /// A dictionary of numbers, if it is smaller than `limit` and pays against PLAIN.
    @unsafe private func fixedDictionary<Key: DictionaryKey>(
        _ values: UnsafePointer<Key>,
        below limit: Int?
    ) -> ChosenEncoding? {
        let dictionary = workspace.fixedDictionary
        let isBuilt = unsafe dictionary.build(
            values,
            count: buffer.count,
            budget: DictionaryBudget(sizeBytesMax: settings.dictionarySizeBytesMax),
            indices: workspace.indices
        )
        guard isBuilt else { return nil }
        let width = MemoryLayout<Key>.size
        let chosen = ChosenEncoding(encoding: .rleDictionary, entryCount: dictionary.keys.count)
        let size = dictionary.keys.count * width + indexBytes(chosen)
        return pays(size, against: buffer.count * width) && size < limit ?? .max ? chosen : nil
    }

    private func bytes() -> ChosenEncoding {
        let dictionary = workspace.byteDictionary
        let isBuilt = unsafe dictionary.build(
            offsets: buffer.offsets.base,
            count: buffer.count,
            data: buffer.data.base,
            budget: DictionaryBudget(sizeBytesMax: settings.dictionarySizeBytesMax),
            indices: workspace.indices
        )
        let chosen = ChosenEncoding(encoding: .rleDictionary, entryCount: dictionary.count)
        if isBuilt,
            pays(
                dictionary.entryBytes + indexBytes(chosen),
                against: buffer.data.count + 4 * buffer.count
            )
        {
            return chosen
        }
        return switch settings.encodings {
        case .compatible: .plain
        case .compact: .init(encoding: .deltaLengthByteArray)
        case .sortedText: .init(encoding: .deltaByteArray)
        }
    }

    private func indexBytes(_ chosen: ChosenEncoding) -> Int {
        buffer.count * chosen.indexWidth / 8
    }

    /// A dictionary costs readers a look-up, so it has to save a fifth.
    private func pays(_ size: Int, against plain: Int) -> Bool {
        size * 5 <= plain * 4
    }
}
