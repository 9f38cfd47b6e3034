/// A configuration that cannot be used.
struct ConfigurationError: Error, CustomStringConvertible {
    /// Which key, from where, what is wrong, and what it should be.
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
