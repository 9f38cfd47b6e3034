#if canImport(Glibc)
import Glibc
#endif

/// Finds the distinct byte arrays of a column chunk, and every value's place among them.
///
/// An open-addressing table of 64-bit slots, each the upper half of a hash and the entry's number
/// plus one: a probe touches one cache line, and bytes are compared only when 32 bits of hash
/// agree. Entries are numbered as they first appear.
///
/// One writer owns it, as it does the memory within.
final class ByteArrayDictionary: @unchecked Sendable {
    private let table = Scratch<UInt64>(capacity: 1 << 13)
    private let firsts = Scratch<UInt32>(capacity: 1 << 12)
    /// The part of the table in use, a power of two.
    private var tableSize = 0

    /// Bytes of the entries as a PLAIN page.
    private(set) var entryBytes = 0

    /// The number of entries.
    var count: Int { firsts.count }
    /// Which value each entry first appeared as.
    var firstValues: Scratch<UInt32> { firsts }
    /// Bytes of memory held.
    var byteCapacity: Int { table.byteCapacity + firsts.byteCapacity }

    /// Looks every value up, and writes its entry's number to `indices`.
    ///
    /// - Returns: whether it paid; if not, what was built means nothing.
    @unsafe func build(
        offsets: UnsafePointer<UInt32>,
        count: Int,
        data: UnsafePointer<UInt8>,
        budget: DictionaryBudget,
        indices: Scratch<UInt32>
    ) -> Bool {
        clear()
        indices.reserve(count)
        entryBytes = 0
        var start = 0
        while start < count {
            let end = min(count, start + DictionaryBudget.stretch)
            growIfNeeded(for: DictionaryBudget.stretch)
            entryBytes += unsafe lookUp(start..<end, offsets, data, indices.base)
            let pays = budget.allows(entries: firsts.count, entryBytes: entryBytes, values: end)
            guard pays else { return false }
            start = end
        }
        indices.setCount(count)
        return true
    }

    /// Looks up some values and returns the PLAIN size of the entries they brought.
    @unsafe private func lookUp(
        _ values: Range<Int>,
        _ offsets: UnsafePointer<UInt32>,
        _ data: UnsafePointer<UInt8>,
        _ indices: UnsafeMutablePointer<UInt32>
    ) -> Int {
        let slots = unsafe table.base
        let firsts = unsafe self.firsts.base
        let mask = tableSize &- 1
        var entries = self.firsts.count
        var newBytes = 0
        for index in values {
            let start = unsafe Int(offsets[index])
            let length = unsafe Int(offsets[index &+ 1]) &- start
            let hash = unsafe ByteHash.hash(data + start, count: length)
            let tag = hash & 0xFFFF_FFFF_0000_0000
            var slot = Int(truncatingIfNeeded: hash >> 32) & mask
            while true {
                let found = unsafe slots[slot]
                if found == 0 {
                    unsafe firsts[entries] = UInt32(truncatingIfNeeded: index)
                    unsafe indices[index] = UInt32(truncatingIfNeeded: entries)
                    entries &+= 1
                    unsafe slots[slot] = tag | UInt64(truncatingIfNeeded: entries)
                    newBytes &+= length &+ 4
                    break
                }
                if found & 0xFFFF_FFFF_0000_0000 == tag {
                    let entry = Int(truncatingIfNeeded: found & 0xFFFF_FFFF) &- 1
                    let first = unsafe Int(firsts[entry])
                    let other = unsafe Int(offsets[first])
                    if unsafe Int(offsets[first &+ 1]) &- other == length,
                        unsafe memcmp(data + other, data + start, length) == 0
                    {
                        unsafe indices[index] = UInt32(truncatingIfNeeded: entry)
                        break
                    }
                }
                slot = (slot &+ 1) & mask
            }
        }
        self.firsts.setCount(entries)
        return newBytes
    }

    private func clear() {
        firsts.removeAll()
        tableSize = 1 << 13
        unsafe table.base.initialize(repeating: 0, count: tableSize)
    }

    /// Keeps the table at most half full for `more` entries.
    private func growIfNeeded(for more: Int) {
        let wanted = firsts.count + more
        firsts.reserve(wanted)
        guard wanted * 2 > tableSize else { return }
        table.setCount(tableSize)
        let old = table.array
        tableSize = 1 << RunLengthHybrid.width(of: wanted * 4 - 1)
        table.reserve(tableSize)
        unsafe table.base.initialize(repeating: 0, count: tableSize)
        let mask = tableSize - 1
        for entry in old where entry != 0 {
            var slot = Int(truncatingIfNeeded: entry >> 32) & mask
            while unsafe table.base[slot] != 0 { slot = (slot &+ 1) & mask }
            unsafe table.base[slot] = entry
        }
    }
}
