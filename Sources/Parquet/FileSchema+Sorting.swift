import LakeModel

extension FileSchema {
    /// The leaves of some fields, all ascending, nulls first.
    ///
    /// - Throws: ``ParquetError`` `schema` when a field is no leaf outside lists.
    func sortingColumns(_ fields: [FieldID]) throws(ParquetError) -> [SortingColumn] {
        var columns: [SortingColumn] = []
        for field in fields {
            let index = leaves.firstIndex { $0.field.id == field && $0.repetitionLevelMax == 0 }
            guard let index else {
                throw ParquetError(.schema, "field \(field) cannot be sorted by")
            }
            columns.append(
                SortingColumn(columnIndex: Int32(index), isDescending: false, nullsFirst: true)
            )
        }
        return columns
    }
}
