import LakeModel

/// The JSON of schemas and specs that a manifest's header holds.
enum SchemaText {
    static func schema(_ schema: Schema) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("type", "struct")
            json.member("schema-id", schema.schemaID)
            fields(schema.fields, &json)
        }
        return json.bytes
    }

    static func specFields(_ spec: PartitionSpec) -> [UInt8] {
        var json = JSONWriter()
        json.array { json in
            for field in spec.fields {
                json.object { json in
                    json.member("name", field.name)
                    json.member("transform", text(field.transform))
                    json.member("source-id", field.sourceID)
                    json.member("field-id", field.fieldID)
                }
            }
        }
        return json.bytes
    }

    private static func fields(_ fields: [NestedField], _ json: inout JSONWriter) {
        json.name("fields")
        json.array { json in
            for field in fields {
                json.object { json in
                    json.member("id", field.id)
                    json.member("name", field.name)
                    json.member("required", field.isRequired)
                    json.name("type")
                    type(field.type, &json)
                }
            }
        }
    }

    private static func type(_ type: IcebergType, _ json: inout JSONWriter) {
        switch type {
        case .primitive(let primitive): json.string(text(primitive))
        case .structure(let members):
            json.object { json in
                json.member("type", "struct")
                fields(members, &json)
            }
        case .list(let id, let element, let isRequired):
            json.object { json in
                json.member("type", "list")
                json.member("element-id", id)
                json.member("element-required", isRequired)
                json.name("element")
                self.type(element, &json)
            }
        case .map(let keyID, let key, let valueID, let value, let isRequired):
            json.object { json in
                json.member("type", "map")
                json.member("key-id", keyID)
                json.member("value-id", valueID)
                json.member("value-required", isRequired)
                json.name("key")
                self.type(key, &json)
                json.name("value")
                self.type(value, &json)
            }
        }
    }

    static func text(_ type: PrimitiveType) -> String {
        switch type {
        case .decimal(let precision, let scale): "decimal(\(precision), \(scale))"
        case .fixed(let length): "fixed[\(length)]"
        case .other(let text): text
        default: "\(type)"
        }
    }

    static func text(_ transform: Transform) -> String {
        switch transform {
        case .bucket(let count): "bucket[\(count)]"
        case .truncate(let width): "truncate[\(width)]"
        case .other(let text): text
        default: "\(transform)"
        }
    }
}
