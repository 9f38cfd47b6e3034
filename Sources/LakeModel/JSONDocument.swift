/// A small JSON text, read whole: a schema file or a policy template, never an event.
///
/// Strict RFC 8259: UTF-8 without a byte order mark, no comments, no trailing commas, and no name
/// twice in an object. Members keep the order of the text, which decides the order of columns.
package struct JSONDocument: Hashable, Sendable {
    /// How deep arrays and objects may nest; far more than a table of columns can use, and little
    /// enough that no text can exhaust the stack.
    package static let depthMax = 64
    /// The longest pointer that a node is given, in bytes; what lies deeper bears the pointer of
    /// what it lies in.
    ///
    /// Every node has its own: without a limit an array behind a long name would take the square of
    /// the text's size.
    package static let pointerSizeMax = 256

    /// The value that the text is.
    package let root: JSONNode

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - bytes: the text.
    ///   - valuesMax: the most values that it may hold, each of which takes some hundred bytes of
    ///     memory; for texts of strangers.
    /// - Throws: ``JSONDocumentError`` at the first byte that no JSON text has in its place, and at
    ///   the first value too many.
    package init(_ bytes: [UInt8], valuesMax: Int = .max) throws(JSONDocumentError) {
        var parser = JSONParser(bytes, valuesMax: valuesMax)
        root = try parser.document()
    }
}
