/// A header field of an HTTP message.
package struct HTTPHeader: Hashable, Sendable {
    /// Its name; compare it without regard to case.
    package let name: String
    /// Its value, without white space at the ends.
    package let value: String

    /// Creates a field.
    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
