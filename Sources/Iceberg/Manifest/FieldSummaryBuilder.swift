/// Gathers what a manifest list tells of one partition field.
///
/// Bounds are whole values: an upper bound cut and not rounded up makes readers miss rows.
struct FieldSummaryBuilder {
    private let type: PrimitiveType
    private var containsNull = false
    private var containsNaN = false
    private var lower: Literal?
    private var upper: Literal?

    init(_ type: PrimitiveType) {
        self.type = type
    }

    /// Takes a value of the field's type.
    mutating func add(_ value: Literal?) {
        guard let value else { return containsNull = true }
        // NaN is never a bound.
        guard !value.isNaN else { return containsNaN = true }
        if let least = lower { if value.isBefore(least) { lower = value } } else { lower = value }
        if let most = upper { if most.isBefore(value) { upper = value } } else { upper = value }
    }

    /// The summary of all values taken.
    func summary() throws(CatalogError) -> ManifestFile.FieldSummary {
        ManifestFile.FieldSummary(
            containsNull: containsNull,
            containsNaN: containsNaN,
            lowerBound: try serialized(lower),
            upperBound: try serialized(upper)
        )
    }

    private func serialized(_ bound: Literal?) throws(CatalogError) -> [UInt8]? {
        guard let bound else { return nil }
        return try bound.serialized(as: type)
    }
}
