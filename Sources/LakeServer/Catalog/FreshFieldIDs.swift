import Iceberg

/// Numbers the columns of a new table.
///
/// A client's numbers say which column its specs and orders mean and nothing else: Spark's begin at
/// 0. The table's begin at 1, all fields of a structure before those inside them, as the
/// reference implementation counts.
/// Source: apache/iceberg, `TypeUtil.assignFreshIds`.
struct FreshFieldIDs {
    private var last: Int32 = 0
    private var fresh: [Int32: Int32] = [:]

    /// The same fields with their new numbers.
    ///
    /// - Throws: ``Problem`` 400 where two fields had the same.
    mutating func renumber(_ fields: [NestedField]) throws(Problem) -> [NestedField] {
        var fields = fields
        for index in fields.indices { fields[index].id = try next(for: fields[index].id) }
        for index in fields.indices { fields[index].type = try renumber(fields[index].type) }
        return fields
    }

    /// The new number of what the client gave a number.
    ///
    /// - Throws: ``Problem`` 400 where it gave it to nothing.
    func id(for old: Int32) throws(Problem) -> Int32 {
        guard let id = fresh[old] else { throw .invalid("There is no column of the id \(old).") }
        return id
    }

    private mutating func renumber(_ type: IcebergType) throws(Problem) -> IcebergType {
        switch type {
        case .primitive: return type
        case .structure(let fields): return .structure(try renumber(fields))
        case .list(let id, let element, let isRequired):
            let id = try next(for: id)
            return .list(
                elementID: id,
                element: try renumber(element),
                isElementRequired: isRequired
            )
        case .map(let keyID, let key, let valueID, let value, let isRequired):
            let keyID = try next(for: keyID)
            let valueID = try next(for: valueID)
            return .map(
                keyID: keyID,
                key: try renumber(key),
                valueID: valueID,
                value: try renumber(value),
                isValueRequired: isRequired
            )
        }
    }

    private mutating func next(for old: Int32) throws(Problem) -> Int32 {
        last += 1
        guard fresh.updateValue(last, forKey: old) == nil else {
            throw .invalid("Two columns have the id \(old).")
        }
        return last
    }
}
