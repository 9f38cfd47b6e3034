/// The levels of a column chunk, a byte each.
///
/// A leaf without optional nodes has no definition levels, one without lists no repetition levels.
/// One writer owns it, as it does the memory within.
final class LevelBuffer: @unchecked Sendable {
    /// How far down the way to the leaf each value is there.
    let definition = Scratch<UInt8>()
    /// Which list each value goes on with; 0 begins a row.
    let repetition = Scratch<UInt8>()
    /// The number of values, nulls and empty lists included.
    private(set) var count = 0
    /// Whether every value is there.
    private(set) var isFull = true

    /// Bytes of memory held.
    var byteCapacity: Int { definition.byteCapacity + repetition.byteCapacity }

    /// Forgets all levels and keeps the memory.
    func removeAll() {
        definition.removeAll()
        repetition.removeAll()
        count = 0
        isFull = true
    }

    /// Says that `more` levels were appended, and whether all of their values are there.
    func didAppend(_ more: Int, areFull: Bool) {
        count += more
        isFull = isFull && areFull
    }
}
