/// The keys beside the schema that one event has had so far, to find one that comes twice.
///
/// Holds 64-bit hashes and no keys: an equal hash is a suspicion, which the slow way examines. A
/// key's hash depends on the object it stands in and on the body's seed, so that no client can
/// make many keys collide.
struct UnknownKeys: ~Copyable {
    private struct Entry {
        var hash: UInt64
        var event: UInt64
    }

    private var entries: [Entry] = []
    private var count = 0
    private var event: UInt64 = 0
    private var lastSerial: UInt64 = 0
    /// What hashes are grown from.
    private(set) var seed: UInt64 = 0

    /// Bytes of memory held.
    var byteCapacity: Int { entries.count * MemoryLayout<Entry>.stride }

    /// Begins a body.
    mutating func begin(seed: UInt64) {
        self.seed = seed
    }

    /// Begins an event.
    mutating func beginEvent() {
        event += 1
        count = 0
    }

    /// A number for an object that no other object has.
    mutating func nextSerial() -> UInt64 {
        lastSerial += 1
        return lastSerial
    }

    /// Notes a key; false when one of its hash is there already.
    mutating func insert(_ hash: UInt64) -> Bool {
        if count * 2 >= entries.count { grow() }
        var index = Int(truncatingIfNeeded: hash) & (entries.count - 1)
        while entries[index].event == event {
            if entries[index].hash == hash { return false }
            index = (index + 1) & (entries.count - 1)
        }
        entries[index] = Entry(hash: hash, event: event)
        count += 1
        return true
    }

    private mutating func grow() {
        let old = entries
        let empty = Entry(hash: 0, event: 0)
        entries = Array(repeating: empty, count: max(old.count * 2, 16))
        for entry in old where entry.event == event {
            var index = Int(truncatingIfNeeded: entry.hash) & (entries.count - 1)
            while entries[index].event == event { index = (index + 1) & (entries.count - 1) }
            entries[index] = entry
        }
    }
}
