import LakeModel

/// Fields beside the schema, as one JSON object in `extra`.
///
/// A field keeps its key and its value as the client wrote them and stands under the names of the
/// structures around it. In a list each element keeps its place: one that has nothing beside the
/// schema, null or not, stands as `{}`, or as `[]` where the elements are lists.
///
///     {"page":{"ms":1,"foo":2},"items":[{"sku":"a"},{"zzz":3}]}    becomes
///     {"page":{"foo":2},"items":[{},{"zzz":3}]}
///
/// The text grows at the end of the column's data while the event is read; the levels around a
/// field are opened when the first one needs them.
extension EventFiller {
    /// Takes a field that the schema does not name, or refuses it; `depth` is its object's.
    @inline(never)
    mutating func keepUnknown(
        _ key: ScanCursor,
        value: ScanCursor,
        depth: Int,
        serial: inout UInt64
    ) -> ScanCursor? {
        guard plan.schema.unknownFields != .reject else { return failUnknown(key) }
        return keep(key, value: value, depth: depth, serial: &serial)
    }

    /// Takes a value that is not of the type which its field's column was given, when the column
    /// was added for what earlier events held; nil where the event is at fault, or the text.
    ///
    /// Nothing of the value is in the builder yet: values are written once they are understood.
    @inline(never)
    mutating func keepConflict(
        _ key: ScanCursor,
        value: ScanCursor,
        node: Int,
        slot: Int,
        depth: Int,
        serial: inout UInt64
    ) -> ScanCursor? {
        guard nodes[node].isEvolved, case .value = fault else { return nil }
        let builder = Int(nodes[node].builder)
        guard builders[builder].count <= slot else { return failDuplicate() }
        fault = .scanner
        guard let end = keep(key, value: value, depth: depth, serial: &serial) else { return nil }
        // The slot is null and written, so that the key cannot come a second time.
        builders[builder].padNulls(to: slot + 1)
        return end
    }

    private mutating func keep(
        _ key: ScanCursor,
        value: ScanCursor,
        depth: Int,
        serial: inout UInt64
    ) -> ScanCursor? {
        guard let keyEnd = scanner.skipString(key + 1),
            let end = scanner.skipValue(value, depth: depth)
        else {
            fault = .scanner
            return nil
        }
        if !hasNoDuplicates {
            if serial == 0 { serial = unknownKeys.nextSerial() }
            guard unknownKeys.insert(hash(key, end: keyEnd, serial: serial)) else {
                return failDuplicate()
            }
        }
        if openLevels < depth { openExtra(depth) }
        let extra = plan.extra
        if frames[depth - 1].written > 0 { builders[extra].appendData(.comma) }
        frames[depth - 1].written += 1
        builders[extra].appendData(key, count: keyEnd - key)
        builders[extra].appendData(.colon)
        builders[extra].appendData(value, count: end - value)
        return end
    }

    /// Hashes a key as it reads without its escapes.
    private mutating func hash(_ key: ScanCursor, end: ScanCursor, serial: UInt64) -> UInt64 {
        let seed = unknownKeys.seed &+ serial &* 0x9E37_79B9_7F4A_7C15
        let special = (key + 1).nextSpecial()
        if special.byte == .quote {
            return KeyHash.seeded(key + 1, count: end - key - 2, seed: seed)
        }
        scratch.removeAll()
        _ = scanner.unescape(key + 1, into: &scratch)
        let count = scratch.count
        return KeyHash.seeded(scratch.start(), count: count, seed: seed)
    }

    private mutating func failUnknown(_ key: ScanCursor) -> ScanCursor? {
        scratch.removeAll()
        guard scanner.unescape(key + 1, into: &scratch) != nil else {
            fault = .scanner
            return nil
        }
        let count = scratch.count
        let name = Excerpt.clipped(scratch.start(), count: count)
        path.removeAll(keepingCapacity: true)
        fault = .event(.unknownField, "the table's schema has no such field")
        return unwind(.unknown(key: name))
    }

    /// Opens the levels up to `depth` in the text: the event's is 1.
    private mutating func openExtra(_ depth: Int) {
        let extra = plan.extra
        while openLevels < depth {
            let level = openLevels
            if level == 0 {
                _ = builders[extra].prepare(row)
                frames[0] = ExtraFrame(node: 0, isList: false, written: 0, index: 0)
            } else {
                beginMember(level)
            }
            builders[extra].appendData(frames[level].isList ? .openBracket : .openBrace)
            frames[level].written = 0
            openLevels += 1
        }
    }

    /// Writes what stands in front of level `level` in the one around it: a key, or the elements
    /// in front of it.
    private mutating func beginMember(_ level: Int) {
        let extra = plan.extra
        let parent = frames[level - 1]
        if parent.isList {
            padExtraList(level - 1, to: Int(parent.index), isNested: frames[level].isList)
        }
        if frames[level - 1].written > 0 { builders[extra].appendData(.comma) }
        frames[level - 1].written += 1
        guard !parent.isList else { return }
        let node = nodes[Int(frames[level].node)]
        builders[extra].appendData(
            plan.text + Int(node.keyOffset),
            count: Int(node.keyLength)
        )
    }

    private mutating func padExtraList(_ level: Int, to count: Int, isNested: Bool) {
        let extra = plan.extra
        while frames[level].written < count {
            if frames[level].written > 0 { builders[extra].appendData(.comma) }
            builders[extra].appendData(isNested ? .openBracket : .openBrace)
            builders[extra].appendData(isNested ? .closeBracket : .closeBrace)
            frames[level].written += 1
        }
    }

    /// Closes level `depth` of the text, which is open.
    @inline(never)
    mutating func closeExtra(_ depth: Int, with bracket: UInt8) {
        builders[plan.extra].appendData(bracket)
        openLevels = depth - 1
        if openLevels == 0 { builders[plan.extra].appendBytes() }
    }

    /// Closes a list of `count` elements whose frame is `level`.
    @inline(never)
    mutating func closeExtraList(_ level: Int, count: Int) {
        let element = Int(nodes[Int(frames[level].node)].child)
        padExtraList(level, to: count, isNested: nodes[element].kind == .list)
        closeExtra(level + 1, with: .closeBracket)
    }
}
