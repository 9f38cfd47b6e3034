extension DataFile {
    /// How many columns have metrics: the default of
    /// `write.metadata.metrics.max-inferred-column-defaults`.
    public static let metricsColumnsMaxDefault = 100

    /// The file with the metrics that its table's manifests should hold.
    ///
    /// Metrics of the first columns only, counted as leaves in the schema's order; bounds only of
    /// columns of which a row has one value, and short ones. What the schema does not have is left
    /// out. Source: Iceberg specification, "Column metrics".
    public func withLimitedMetrics(
        schema: Schema,
        columnsMax: Int = metricsColumnsMaxDefault
    ) -> DataFile {
        var file = self
        var bounded: [Int32: PrimitiveType] = [:]
        var counted: Set<Int32> = []
        for place in schema.places where counted.count < columnsMax {
            guard case .primitive(let type) = place.field.type else { continue }
            counted.insert(place.field.id)
            if place.isSingular { bounded[place.field.id] = type }
        }
        file.columnSizes = columnSizes.filter { counted.contains($0.key) }
        file.valueCounts = valueCounts.filter { counted.contains($0.key) }
        file.nullValueCounts = nullValueCounts.filter { counted.contains($0.key) }
        file.nanValueCounts = nanValueCounts.filter { counted.contains($0.key) }
        file.lowerBounds = [:]
        file.upperBounds = [:]
        for (id, type) in bounded {
            file.lowerBounds[id] = lowerBounds[id].map { BoundTruncation.lower($0, type) }
            file.upperBounds[id] = upperBounds[id].flatMap { BoundTruncation.upper($0, type) }
        }
        return file
    }
}
