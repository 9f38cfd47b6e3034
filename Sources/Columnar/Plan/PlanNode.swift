/// What the decoder knows of one JSON field, or of a list's element, in the order it needs it.
///
/// A key is recognised by comparing its bytes with the three words of `"key":`, each under a mask.
/// Longer keys compare the rest as well.
struct PlanNode: Sendable {
    /// `"key":` as eight-byte words, zeros behind its end.
    var key0: UInt64 = ~0
    var key1: UInt64 = 0
    var key2: UInt64 = 0
    /// 0xFF for every byte of the words that belongs to the key.
    ///
    /// The default matches nothing: no UTF-8 holds eight bytes 0xFF.
    var mask0: UInt64 = ~0
    var mask1: UInt64 = 0
    var mask2: UInt64 = 0
    /// The number of bytes of `"key":`.
    var keyLength: Int32 = 0
    /// Where `"key":` begins in the plan's text.
    var keyOffset: Int32 = 0
    /// How the value is read.
    var kind = ValueKind.none
    /// Whether the value may be neither absent nor null.
    var isRequired = false
    /// Whether a value of another type is kept in `extra` rather than held against its event.
    var isEvolved = false
    /// A decimal's digits in all.
    var precision: UInt8 = 0
    /// A decimal's digits behind the point; of an epoch, the digits that its unit has of a second.
    var scale: UInt8 = 0
    /// Which builder the value goes to.
    var builder: Int32 = 0
    /// The object of a structure, or the node of a list's element.
    var child: Int32 = 0
    /// The key set of the texts that a choice allows.
    var allowed = KeySet()

    /// Bytes of a key that the words cover.
    static let wordBytes = 24

    /// Whether the key at `cursor` is this node's, as far as ``wordBytes`` go.
    @inline(__always)
    func matchesWords(_ cursor: ScanCursor) -> Bool {
        let first = (cursor.word() ^ key0) & mask0
        let second = (cursor.word(at: 8) ^ key1) & mask1
        let third = (cursor.word(at: 16) ^ key2) & mask2
        return first | second | third == 0
    }
}

/// One JSON object that the schema describes: the event or a structure in it.
struct PlanObject: Sendable {
    /// The place in the decoder's successors that predicts the object's first key.
    var start: Int32 = 0
    /// Its fields by name; the payload is the node.
    var keys = KeySet()
    /// Its required fields: a range of the plan's ``DecodePlan/required``.
    var requiredStart: Int32 = 0
    var requiredCount: Int32 = 0
}
