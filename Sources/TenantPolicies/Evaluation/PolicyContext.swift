/// What is known of a request besides who makes it, what it does and to what: keys and values.
///
/// A key's case means nothing. A key with no value counts as missing.
///
/// Source: IAM User Guide, "AWS global condition context keys".
public struct PolicyContext: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    private var values: [String: [String]] = [:]

    /// Creates a context without keys.
    public init() {}

    /// Creates a context of keys and their values.
    public init(dictionaryLiteral elements: (String, [String])...) {
        for (key, values) in elements { self[key] = values }
    }

    /// The values of a key; empty where it is missing.
    public subscript(key: String) -> [String] {
        get { values[key.lowercased()] ?? [] }
        set { values[key.lowercased()] = newValue.isEmpty ? nil : newValue }
    }

    /// The keys that have values, in lower case and in order.
    public var keys: [String] { values.keys.sorted() }

    /// The value of a key that has just one: only such a key can stand in for a variable.
    ///
    /// Source: IAM User Guide, "IAM policy elements: Variables and tags".
    func single(_ key: String) -> String? {
        let values = self[key]
        return values.count == 1 ? values.first : nil
    }

    /// Gives a key its value where it has none.
    mutating func fill(_ key: String, _ value: String?) {
        guard let value, self[key].isEmpty else { return }
        self[key] = [value]
    }
}
