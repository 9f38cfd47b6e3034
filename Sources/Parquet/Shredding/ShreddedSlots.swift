import Columnar

/// Where a leaf's values of some rows lie: what a shredder hands to the ``LeafBuffer``.
struct ShreddedSlots {
    /// The leaf's column.
    let column: Column
    /// All of these slots carry a value; nil: those that the shredder lists do.
    let contiguous: Range<Int>?
}
