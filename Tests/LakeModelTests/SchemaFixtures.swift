import LakeModel

/// Reads a schema given as the properties and other members of its root.
func parseTable(
    _ properties: String,
    _ others: String = "",
    remembering: TableSchema? = nil
) throws -> TableSchema {
    let text = #"{"type":"object","properties":{\#(properties)}\#(others)}"#
    return try SchemaParser.parse(
        Array(text.utf8),
        file: "schemas/t.json",
        remembering: remembering
    )
}

/// The problems of such a schema as `pointer: reason`; empty where it is understood.
func problems(_ properties: String, _ others: String = "") -> [String] {
    do {
        _ = try parseTable(properties, others)
        return []
    } catch let error as SchemaError {
        return error.problems.map { "\($0.pointer): \($0.reason)" }
    } catch {
        return ["\(error)"]
    }
}

/// The only own column of a schema with one property.
func column(_ schema: String) throws -> Field {
    try parseTable(#""f":\#(schema)"#).ownFields[0]
}
