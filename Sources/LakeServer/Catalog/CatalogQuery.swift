/// The parameters of a request to the catalog.
///
/// Parameters that are not known are ignored, as the specification grows by them; one that stands
/// twice is refused, since two readers would see two values.
package struct CatalogQuery: Hashable, Sendable {
    private let values: [String: String]

    /// No parameters.
    package static let none = CatalogQuery(values: [:])

    private init(values: [String: String]) {
        self.values = values
    }

    /// Reads what follows the `?`.
    ///
    /// - Throws: ``Problem`` 400.
    package init(_ query: Substring) throws(Problem) {
        guard let pairs = PercentCoding.pairs(query.utf8) else {
            throw .badRequest("The query has an escape that is none, or is not UTF-8.")
        }
        var values: [String: String] = [:]
        for pair in pairs {
            guard values.updateValue(pair.value, forKey: pair.name) == nil else {
                throw .badRequest("A query parameter stands twice.")
            }
        }
        self.values = values
    }

    /// A parameter's value.
    subscript(name: String) -> String? { values[name] }

    /// A parameter that is true or false; false when it is not there.
    func flag(_ name: String) throws(Problem) -> Bool {
        switch values[name]?.lowercased() {
        case nil, "false": return false
        case "true": return true
        default: throw .badRequest("The query parameter \(name) is true or false.")
        }
    }
}
