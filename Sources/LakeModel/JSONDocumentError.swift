/// Why a text is not JSON.
package struct JSONDocumentError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line of the offending byte, counted from 1.
    package let line: Int
    /// Its place in the line, in bytes, counted from 1.
    package let column: Int
    /// What is wrong there.
    package let reason: String

    /// A sentence for people.
    package var description: String { "line \(line), column \(column): \(reason)" }
}
