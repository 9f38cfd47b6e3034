/// Why an event could not be filled in, before it is put into words.
enum EventFault {
    /// The text is not JSON, or past a limit of the scanner, which knows the rest.
    case scanner
    /// A key stands in an object twice: the event is decoded again without the first.
    case duplicate
    /// A value is not what its field wants.
    case value(RejectionCode, at: ScanCursor, node: Int, hint: StaticString?)
    /// The event as a whole, or a field's absence.
    case event(RejectionCode, StaticString)
}

/// One step from an event to a field at fault; collected from the inside out.
enum PathStep {
    case node(Int)
    case element(Int)
    case unknown(key: String)
}

/// A structure or list of the schema that is being read, for what it holds beside the schema.
struct ExtraFrame {
    /// The field or element that it is.
    var node: Int32
    /// Whether it is a list.
    var isList: Bool
    /// Members or elements of it that were written to `extra`.
    var written: Int32
    /// The element that is being read, of a list.
    var index: Int32
}
