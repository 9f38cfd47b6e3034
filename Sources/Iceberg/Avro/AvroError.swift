/// Why bytes are not the Avro that they should be.
package struct AvroError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, for people.
    package let description: String

    package init(_ description: String) {
        self.description = description
    }

    /// The same, as an error of the catalog, with the file's kind and place in front.
    func corrupt(_ what: String) -> CatalogError { CatalogError(.corrupt, "\(what): \(self)") }
}
