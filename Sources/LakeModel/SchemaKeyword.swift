/// The keywords of JSON Schema that a schema file may use, and what to say of the others.
enum SchemaKeyword {
    /// Keywords that say something to people alone.
    ///
    /// Source: JSON Schema 2020-12, "Validation", section 9; `default` fills nothing in there
    /// either.
    static let annotations: Set<String> = [
        "$comment", "title", "description", "examples", "default", "deprecated", "readOnly",
        "writeOnly",
    ]
    /// What may stand at the root.
    static let table = annotations.union([
        "$schema", "$id", "type", "properties", "required", "x-event-time", "x-event-id",
        "x-late-after", "x-sort-by", "x-unknown-fields",
    ])
    /// What may stand at any field besides its type's own keywords.
    static let field = annotations.union(["type", "x-field-id"])
    static let string: Set<String> = field.union(["format", "enum"])
    static let integer: Set<String> = field.union(["x-time", "x-decimal"])
    static let number = integer
    static let object: Set<String> = field.union(["properties", "required"])
    static let array: Set<String> = field.union(["items"])
    /// Every keyword that is understood somewhere.
    static let all = table.union(string).union(number).union(object).union(array)

    /// Marks a column that no operator's file names; in files that the writer keeps alone.
    static let evolved = "x-evolved"

    /// Why `keyword` may not stand where it does, and what to do.
    static func refusal(_ keyword: String, of kind: String) -> String {
        if all.contains(keyword) { return "\(keyword) has no meaning for \(kind); remove it" }
        switch keyword {
        case "additionalProperties", "unevaluatedProperties":
            return "not understood; write x-unknown-fields at the table: extra, reject or evolve"
        case "$ref", "$defs", "definitions", "$anchor", "$dynamicRef", "$dynamicAnchor":
            return "references are not followed; write the type out where it is used"
        case "oneOf", "anyOf", "allOf", "not", "if", "then", "else", "const":
            return "a column has one type; leave \"type\" out to keep the value as its JSON text"
        case "nullable":
            return "not of JSON Schema 2020-12; write \"type\": [\"…\", \"null\"]"
        default:
            return keyword.hasPrefix("x-")
                ? "no such keyword of the writer's; remove it or mend its spelling"
                : "the writer does not enforce this; remove it, or say it in \"description\""
        }
    }
}
