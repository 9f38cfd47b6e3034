/// Encodes a column chunk's dictionary into the workspace's dictionary body.
///
/// Entries stand PLAIN in the order in which they first appeared.
struct DictionaryPageEncoder {
    let layout: PhysicalLayout
    let workspace: EncoderWorkspace

    /// Fills the dictionary body, and returns the header but for sizes and checksum.
    func encode(_ chosen: ChosenEncoding) -> PageHeader {
        let out = workspace.dictionaryBody
        out.removeAll()
        let keys = workspace.fixedDictionary.keys
        switch layout {
        case .bytes: encodeBytes(into: out)
        case .int32:
            for index in 0..<keys.count {
                out.append(littleEndian: UInt32(truncatingIfNeeded: keys[index]))
            }
        case .int64, .double:
            unsafe PlainEncoding.encode(keys.base, count: keys.count, into: out)
        case .boolean, .decimal:
            preconditionFailure("booleans and long decimals have no dictionary")
        }
        var header = PageHeader(type: .dictionaryPage)
        header.dictionaryPageHeader = DictionaryPageHeader(
            valueCount: Int32(chosen.entryCount),
            encoding: .plain
        )
        return header
    }

    private func encodeBytes(into out: Scratch<UInt8>) {
        let dictionary = workspace.byteDictionary
        let offsets = unsafe workspace.leaf.offsets.base
        let data = unsafe workspace.leaf.data.base
        var target = unsafe UnsafeMutableRawPointer(out.room(for: dictionary.entryBytes))
        for entry in 0..<dictionary.count {
            let value = unsafe Int(dictionary.firstValues.base[entry])
            let start = unsafe Int(offsets[value])
            let length = unsafe Int(offsets[value + 1]) - start
            unsafe PlainEncoding.appendBytes(data + start, count: length, to: &target)
        }
        out.setCount(dictionary.entryBytes)
    }
}
