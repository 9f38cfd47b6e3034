/// Values under keys, the most recently used ones, up to a bound of their costs' sum.
///
/// A value that costs more than the bound is not kept. Every operation takes constant time,
/// amortized.
package struct RecentlyUsed<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry {
        var value: Value
        var cost: Int
        var lastUse: UInt64
    }

    private struct Use {
        let key: Key
        let number: UInt64
    }

    /// The bound.
    package let costMax: Int
    /// The sum of the kept values' costs.
    package private(set) var cost = 0
    private var entries: [Key: Entry] = [:]
    /// Uses in their order; all but a key's last are skipped.
    private var uses: [Use] = []
    private var firstUse = 0
    private var lastUse: UInt64 = 0

    /// Creates an empty cache.
    package init(costMax: Int) {
        self.costMax = costMax
    }

    /// How many values are kept.
    package var count: Int { entries.count }

    /// The value of a key, which is used by asking for it.
    package mutating func value(_ key: Key) -> Value? {
        guard let value = entries[key]?.value else { return nil }
        use(key)
        return value
    }

    /// Keeps a value, in place of the key's earlier one.
    package mutating func insert(_ value: Value, for key: Key, cost: Int) {
        remove(key)
        guard cost <= costMax else { return }
        entries[key] = Entry(value: value, cost: cost, lastUse: 0)
        self.cost += cost
        use(key)
        while self.cost > costMax { removeOldest() }
    }

    /// Forgets a key.
    package mutating func remove(_ key: Key) {
        guard let entry = entries.removeValue(forKey: key) else { return }
        cost -= entry.cost
    }

    private mutating func use(_ key: Key) {
        lastUse += 1
        entries[key]?.lastUse = lastUse
        uses.append(Use(key: key, number: lastUse))
        if uses.count > 64 + 4 * entries.count { forgetOldUses() }
    }

    private mutating func removeOldest() {
        let use = uses[firstUse]
        firstUse += 1
        if entries[use.key]?.lastUse == use.number { remove(use.key) }
    }

    private mutating func forgetOldUses() {
        uses = uses[firstUse...].filter { entries[$0.key]?.lastUse == $0.number }
        firstUse = 0
    }
}
