/// Which slots of a column carry a value: bit `i % 64` of word `i / 64` is set when slot `i` does.
public struct ValidityBitmap: Sendable {
    /// The bits, 64 slots a word, least significant first; bits behind ``count`` are zero.
    public private(set) var words: [UInt64]
    /// The number of slots.
    public private(set) var count: Int

    /// Creates an empty bitmap.
    public init() {
        words = []
        count = 0
    }

    /// Creates a bitmap of words whose bits behind `count` are zero.
    init(words: [UInt64], count: Int) {
        precondition(words.count == (count + 63) >> 6, "64 slots a word")
        self.words = words
        self.count = count
    }

    /// Creates a bitmap of the given slots.
    public init(_ slots: some Sequence<Bool>) {
        self.init()
        for slot in slots { append(slot) }
    }

    /// Whether slot `index` carries a value.
    public subscript(index: Int) -> Bool {
        words[index >> 6] & (1 << UInt64(index & 63)) != 0
    }

    /// The number of slots that carry a value.
    public var setCount: Int {
        words.reduce(0) { $0 + $1.nonzeroBitCount }
    }

    /// Appends a slot.
    public mutating func append(_ isValid: Bool) {
        append(repeating: isValid, count: 1)
    }

    /// Appends `repeats` equal slots.
    public mutating func append(repeating isValid: Bool, count repeats: Int) {
        let end = count + repeats
        let needed = (end + 63) >> 6
        if needed > words.count {
            words.append(contentsOf: repeatElement(0, count: needed - words.count))
        }
        if isValid {
            var index = count
            while index < end {
                let bit = index & 63
                let run = min(64 - bit, end - index)
                let ones: UInt64 = run == 64 ? ~0 : ((1 << UInt64(run)) - 1)
                words[index >> 6] |= ones << UInt64(bit)
                index += run
            }
        }
        count = end
    }

    /// Appends `repeats` slots of another bitmap from slot `start` on.
    public mutating func append(_ other: ValidityBitmap, from start: Int, count repeats: Int) {
        precondition(start >= 0 && repeats >= 0 && start + repeats <= other.count)
        if repeats == 1 {
            // Sorted rows come one by one.
            if count & 63 == 0 { words.append(0) }
            let bit = other.words[start >> 6] >> UInt64(start & 63) & 1
            words[count >> 6] |= bit << UInt64(count & 63)
            count += 1
            return
        }
        var index = start
        let end = start + repeats
        while index < end {
            let run = min(64 - index & 63, 64 - count & 63, end - index)
            let ones: UInt64 = run == 64 ? ~0 : (1 << UInt64(run)) - 1
            let bits = other.words[index >> 6] >> UInt64(index & 63) & ones
            if count & 63 == 0 { words.append(0) }
            words[count >> 6] |= bits << UInt64(count & 63)
            count += run
            index += run
        }
    }

    /// Forgets the slots from `newCount` on.
    public mutating func truncate(to newCount: Int) {
        precondition(newCount >= 0 && newCount <= count)
        let needed = (newCount + 63) >> 6
        words.removeLast(words.count - needed)
        let bit = newCount & 63
        if bit != 0, let last = words.indices.last { words[last] &= (1 << UInt64(bit)) - 1 }
        count = newCount
    }
}
