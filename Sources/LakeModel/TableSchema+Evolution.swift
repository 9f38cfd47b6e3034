extension TableSchema {
    /// The columns that were added for fields of events, which no schema file names.
    public var evolvedFields: [Field] { fields.filter(\.isEvolved) }

    /// This schema with columns that were added for fields of events in front of `extra`.
    ///
    /// Where an operator's file names such a column by now, the column stays as it was added: its
    /// files are there, under its id and of its type. Names that differ by case alone are one.
    public func adding(evolved columns: [Field]) -> TableSchema {
        let taken = Set(columns.map { $0.name.lowercased() })
        let declared = ownFields.filter {
            !$0.isEvolved && !taken.contains($0.name.lowercased())
        }
        let fields = SystemColumns.leading + declared + columns + [SystemColumns.extra]
        let ids = Set(fields.map(\.id))
        return TableSchema(
            name: name,
            fields: fields,
            eventIDSource: eventIDSource,
            eventTimeSource: eventTimeSource,
            lateAfter: lateAfter,
            sortBy: sortBy.filter(ids.contains),
            unknownFields: unknownFields
        )
    }
}
