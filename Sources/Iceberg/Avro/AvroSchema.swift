/// What a value of an Avro file is, as its writer says.
///
/// Names, documentation, defaults and logical types are left out: Iceberg's fields are found by
/// their ids, and their types told by the table.
/// Source: Avro specification, "Schema Declaration".
package indirect enum AvroSchema: Hashable, Sendable {
    case null
    case boolean
    case int
    case long
    case float
    case double
    case bytes
    case string
    case fixed(size: Int)
    case enumeration(symbols: [String])
    case array(AvroSchema)
    case map(AvroSchema)
    case union([AvroSchema])
    case record([Field])

    /// A field of a record.
    package struct Field: Hashable, Sendable {
        /// Its name.
        package let name: String
        /// Its number among Iceberg's fields; nil where the writer left it out.
        package let id: Int32?
        /// What its values are.
        package let schema: AvroSchema

        package init(name: String, id: Int32?, schema: AvroSchema) {
            self.name = name
            self.id = id
            self.schema = schema
        }
    }

    /// The fields, where the value is a record, or a record or null.
    var recordFields: [Field]? {
        switch self {
        case .record(let fields): return fields
        case .union(let branches):
            let records = branches.compactMap(\.recordFields)
            return records.count == 1 ? records[0] : nil
        default: return nil
        }
    }
}
