/// What became of the properties of a namespace.
///
/// Source: Iceberg REST catalog specification, `UpdateNamespacePropertiesResponse`.
public struct NamespaceChange: Hashable, Sendable {
    /// The keys that were set, in order.
    public let updated: [String]
    /// The keys that were removed, in order.
    public let removed: [String]
    /// The keys that were to be removed and were not there, in order.
    public let missing: [String]

    /// Creates a change.
    public init(updated: [String], removed: [String], missing: [String]) {
        self.updated = updated
        self.removed = removed
        self.missing = missing
    }
}
