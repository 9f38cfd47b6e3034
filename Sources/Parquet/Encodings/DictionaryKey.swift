/// A fixed-width value that a dictionary may hold, as the bits that make it distinct.
///
/// Doubles go by their bits, so that -0.0 and every NaN come back as they were.
protocol DictionaryKey: BitwiseCopyable {
    /// The value's bits.
    var dictionaryBits: UInt64 { get }
    /// The value of these bits.
    init(dictionaryBits: UInt64)
}

extension Int32: DictionaryKey {
    var dictionaryBits: UInt64 { UInt64(UInt32(bitPattern: self)) }
    init(dictionaryBits: UInt64) { self.init(truncatingIfNeeded: dictionaryBits) }
}

extension Int64: DictionaryKey {
    var dictionaryBits: UInt64 { UInt64(bitPattern: self) }
    init(dictionaryBits: UInt64) { self.init(bitPattern: dictionaryBits) }
}

extension Double: DictionaryKey {
    var dictionaryBits: UInt64 { bitPattern }
    init(dictionaryBits: UInt64) { self.init(bitPattern: dictionaryBits) }
}
