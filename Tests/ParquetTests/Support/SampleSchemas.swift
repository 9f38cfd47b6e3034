import LakeModel

/// Schemas that between them use every type and nesting.
enum SampleSchemas {
    /// Every leaf type, optional and required.
    static func everyType() throws -> TableSchema {
        var fields: [Field] = []
        let types: [(String, LogicalType)] = [
            ("boolean", .boolean), ("int", .int), ("long", .long), ("double", .double),
            ("date", .date), ("time", .timestamptz), ("string", .string), ("uuid", .uuid),
            ("json", .json), ("binary", .binary), ("dec1", .decimal(precision: 1, scale: 0)),
            ("dec9", .decimal(precision: 9, scale: 2)),
            ("dec18", .decimal(precision: 18, scale: 9)),
            ("dec19", .decimal(precision: 19, scale: 3)),
            ("dec38", .decimal(precision: 38, scale: 10)),
        ]
        for (index, (name, type)) in types.enumerated() {
            let id = Int32(index * 2 + 1)
            fields.append(Field(id: FieldID(id), name: name, type: type))
            fields.append(
                Field(id: FieldID(id + 1), name: "\(name)_required", type: type, isRequired: true)
            )
        }
        return TableSchema(name: try TableName("every_type"), fields: fields)
    }

    /// Structures in structures, lists in lists, each with each, optional and required.
    static func nested() throws -> TableSchema {
        var lastID: Int32 = 0
        func field(_ name: String, _ type: LogicalType, _ isRequired: Bool = false) -> Field {
            lastID += 1
            return Field(id: FieldID(lastID), name: name, type: type, isRequired: isRequired)
        }
        let point = [field("x", .int, true), field("y", .double), field("s", .string, true)]
        let deep = field(
            "deep",
            .structure([
                field("a", .structure([field("b", .structure([field("c", .long)]), true)])),
                field("d", .long, true),
            ])
        )
        let strings = field("strings", .list(element: field("element", .string)))
        let required = field("required", .list(element: field("element", .long, true)), true)
        let inner = field("element", .list(element: field("element", .int)))
        let listOfLists = field("matrix", .list(element: inner))
        let tags = field("tags", .list(element: field("element", .string, true)))
        let itemFields = [field("sku", .string), field("qty", .long, true), tags]
        let item = field("element", .structure(itemFields))
        let items = field("items", .list(element: item))
        let wrapped = field(
            "wrapped",
            .structure([
                field("list", .list(element: field("element", .boolean))), field("n", .int),
            ])
        )
        return TableSchema(
            name: try TableName("nested"),
            fields: [
                field("point", .structure(point)),
                Field(id: FieldID(900), name: "id", type: .long, isRequired: true),
                deep, strings, required, listOfLists, items, wrapped,
            ]
        )
    }
}
