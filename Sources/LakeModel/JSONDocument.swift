/// A small JSON text, read whole: a schema file or a policy template, never an event.
///
/// Strict RFC 8259: UTF-8 without a byte order mark, no comments, no trailing commas, and no name
/// twice in an object. Members keep the order of the text, which decides the order of columns.
package struct JSONDocument: Hashable, Sendable {
    /// How deep arrays and objects may nest; far more than a table of columns can use, and little
    /// enough that no text can exhaust the stack.
    package static let depthMax = 64

    /// The value that the text is.
    package let root: JSONNode

    /// Reads a text.
    ///
    /// - Throws: ``JSONDocumentError`` at the first byte that no JSON text has in its place.
    package init(_ bytes: [UInt8]) throws(JSONDocumentError) {
        var parser = JSONParser(bytes)
        root = try parser.document()
    }
}
