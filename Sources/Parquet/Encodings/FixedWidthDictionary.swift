/// Finds the distinct numbers of a column chunk, and every value's place among them.
///
/// An open-addressing table of entry numbers plus one. Entries are numbered as they first appear.
/// One writer owns it, as it does the memory within.
final class FixedWidthDictionary: @unchecked Sendable {
    private let table = Scratch<UInt32>(capacity: 1 << 13)
    private let entries = Scratch<UInt64>(capacity: 1 << 12)
    /// The part of the table in use, a power of two.
    private var tableSize = 0

    /// The bits of every entry.
    var keys: Scratch<UInt64> { entries }
    /// Bytes of memory held.
    var byteCapacity: Int { table.byteCapacity + entries.byteCapacity }

    /// Looks every value up, and writes its entry's number to `indices`.
    ///
    /// - Returns: whether it paid; if not, what was built means nothing.
    @unsafe func build<Key: DictionaryKey>(
        _ values: UnsafePointer<Key>,
        count: Int,
        budget: DictionaryBudget,
        indices: Scratch<UInt32>
    ) -> Bool {
        entries.removeAll()
        tableSize = 1 << 13
        unsafe table.base.initialize(repeating: 0, count: tableSize)
        indices.reserve(count)
        var start = 0
        while start < count {
            let end = min(count, start + DictionaryBudget.stretch)
            growIfNeeded(for: DictionaryBudget.stretch)
            unsafe lookUp(start..<end, values, indices.base)
            let pays = budget.allows(
                entries: entries.count,
                entryBytes: entries.count * MemoryLayout<Key>.size,
                values: end
            )
            guard pays else { return false }
            start = end
        }
        indices.setCount(count)
        return true
    }

    @unsafe private func lookUp<Key: DictionaryKey>(
        _ range: Range<Int>,
        _ values: UnsafePointer<Key>,
        _ indices: UnsafeMutablePointer<UInt32>
    ) {
        let slots = unsafe table.base
        let keys = unsafe entries.base
        let mask = tableSize &- 1
        var count = entries.count
        for index in range {
            let bits = unsafe values[index].dictionaryBits
            var slot = Int(truncatingIfNeeded: ByteHash.hash(bits)) & mask
            while true {
                let found = unsafe slots[slot]
                if found == 0 {
                    unsafe keys[count] = bits
                    unsafe indices[index] = UInt32(truncatingIfNeeded: count)
                    count &+= 1
                    unsafe slots[slot] = UInt32(truncatingIfNeeded: count)
                    break
                }
                if unsafe keys[Int(found &- 1)] == bits {
                    unsafe indices[index] = found &- 1
                    break
                }
                slot = (slot &+ 1) & mask
            }
        }
        entries.setCount(count)
    }

    /// Keeps the table at most half full for `more` entries.
    private func growIfNeeded(for more: Int) {
        let wanted = entries.count + more
        entries.reserve(wanted)
        guard wanted * 2 > tableSize else { return }
        tableSize = 1 << RunLengthHybrid.width(of: wanted * 4 - 1)
        table.reserve(tableSize)
        unsafe table.base.initialize(repeating: 0, count: tableSize)
        let mask = tableSize - 1
        for entry in 0..<entries.count {
            var slot = Int(truncatingIfNeeded: ByteHash.hash(entries[entry])) & mask
            while unsafe table.base[slot] != 0 { slot = (slot &+ 1) & mask }
            unsafe table.base[slot] = UInt32(entry + 1)
        }
    }
}
