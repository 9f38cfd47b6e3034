import LakeModel

/// Reads a schema from its JSON.
///
/// Refuses what lets few bytes cause much work: types that contain themselves, elements and objects
/// of no bytes, and records of many values that take none.
struct AvroSchemaParser {
    /// A schema, and what decoding a value of it can cost.
    private struct Sized {
        var schema: AvroSchema
        /// The bytes that every value has at least, counted to 1.
        var isEmpty: Bool
        /// How many values are decoded without a byte being taken.
        var freeCount: Int
        /// How deep types nest.
        var depth: Int

        static func leaf(_ schema: AvroSchema) -> Sized {
            Sized(schema: schema, isEmpty: false, freeCount: 0, depth: 1)
        }
    }

    /// Manifests nest seven deep; more than this would be a burden on the stack.
    private static let depthMax = 24
    /// A manifest has three: the entry, the file and the partition.
    private static let freeCountMax = 64

    private var named: [String: Sized] = [:]

    private init() {}

    /// Reads the schema of an object container's objects.
    static func schema(_ json: [UInt8]) throws(AvroError) -> AvroSchema {
        let root: JSONNode
        do { root = try JSONDocument(json).root } catch {
            throw AvroError("avro.schema is not JSON: \(error)")
        }
        var parser = AvroSchemaParser()
        let sized = try parser.parse(root, namespace: "")
        guard !sized.isEmpty else { throw AvroError("objects of no bytes") }
        return sized.schema
    }

    private mutating func parse(
        _ node: JSONNode,
        namespace: String
    ) throws(AvroError) -> Sized {
        let sized: Sized
        switch node.value {
        case .string(let name): sized = try type(named: name, namespace)
        case .array(let branches): sized = try union(branches, namespace)
        case .object: sized = try complex(node, namespace)
        default: throw AvroError("\(node.pointer) of avro.schema is no type")
        }
        guard sized.depth <= Self.depthMax else { throw AvroError("types nest too deep") }
        guard sized.freeCount <= Self.freeCountMax else {
            throw AvroError("more than \(Self.freeCountMax) values of no bytes in an object")
        }
        return sized
    }

    private func type(named name: String, _ namespace: String) throws(AvroError) -> Sized {
        switch name {
        case "null": return Sized(schema: .null, isEmpty: true, freeCount: 1, depth: 1)
        case "boolean": return .leaf(.boolean)
        case "int": return .leaf(.int)
        case "long": return .leaf(.long)
        case "float": return .leaf(.float)
        case "double": return .leaf(.double)
        case "bytes": return .leaf(.bytes)
        case "string": return .leaf(.string)
        default:
            // A type becomes known when it is complete, so that none can contain itself.
            guard let type = named[Self.fullName(name, namespace)] ?? named[name] else {
                throw AvroError("the type '\(name)' is not defined before it is used")
            }
            return type
        }
    }

    private mutating func union(
        _ nodes: [JSONNode],
        _ namespace: String
    ) throws(AvroError) -> Sized {
        var branches: [Sized] = []
        for node in nodes { branches.append(try parse(node, namespace: namespace)) }
        guard !branches.isEmpty else { throw AvroError("a union of nothing") }
        return Sized(
            schema: .union(branches.map(\.schema)),
            isEmpty: false,
            // The branch's number is a byte, which pays for one.
            freeCount: max(0, branches.reduce(0) { max($0, $1.freeCount) } - 1),
            depth: 1 + branches.reduce(0) { max($0, $1.depth) }
        )
    }

    private mutating func complex(
        _ node: JSONNode,
        _ namespace: String
    ) throws(AvroError) -> Sized {
        guard let type = node["type"] else {
            throw AvroError("\(node.pointer) of avro.schema has no type")
        }
        guard let kind = type.string else { return try parse(type, namespace: namespace) }
        switch kind {
        case "array", "map":
            guard let child = node[kind == "array" ? "items" : "values"] else {
                throw AvroError("\(node.pointer) of avro.schema does not tell its elements")
            }
            let element = try parse(child, namespace: namespace)
            guard kind == "map" || !element.isEmpty else {
                throw AvroError("arrays of elements of no bytes")
            }
            return Sized(
                schema: kind == "array" ? .array(element.schema) : .map(element.schema),
                isEmpty: false,
                freeCount: max(0, element.freeCount - 1),
                depth: 1 + element.depth
            )
        case "record", "error", "enum", "fixed": return try define(kind, node, namespace)
        default: return try self.type(named: kind, namespace)
        }
    }

    private mutating func define(
        _ kind: String,
        _ node: JSONNode,
        _ namespace: String
    ) throws(AvroError) -> Sized {
        guard let name = node["name"]?.string else {
            throw AvroError("\(node.pointer) of avro.schema has no name")
        }
        let fullName = Self.fullName(name, node["namespace"]?.string ?? namespace)
        let inner = fullName.lastIndex(of: ".").map { String(fullName[..<$0]) } ?? ""
        let sized: Sized
        switch kind {
        case "enum":
            let symbols = node["symbols"]?.array?.compactMap(\.string) ?? []
            guard !symbols.isEmpty else { throw AvroError("the enum '\(name)' has no symbols") }
            sized = .leaf(.enumeration(symbols: symbols))
        case "fixed":
            guard let size = node["size"]?.integer, size >= 0 else {
                throw AvroError("the fixed type '\(name)' has no size")
            }
            sized = Sized(
                schema: .fixed(size: size),
                isEmpty: size == 0,
                freeCount: size == 0 ? 1 : 0,
                depth: 1
            )
        default: sized = try record(name, node, inner)
        }
        guard named.updateValue(sized, forKey: fullName) == nil else {
            throw AvroError("the type '\(fullName)' is defined twice")
        }
        return sized
    }

    private mutating func record(
        _ name: String,
        _ node: JSONNode,
        _ namespace: String
    ) throws(AvroError) -> Sized {
        guard let nodes = node["fields"]?.array else {
            throw AvroError("the record '\(name)' has no fields")
        }
        var fields: [AvroSchema.Field] = []
        var record = Sized(schema: .null, isEmpty: true, freeCount: 1, depth: 1)
        for node in nodes {
            guard let fieldName = node["name"]?.string, let type = node["type"] else {
                throw AvroError("a field of '\(name)' lacks its name or type")
            }
            let value = try parse(type, namespace: namespace)
            record.isEmpty = record.isEmpty && value.isEmpty
            record.freeCount += value.freeCount
            record.depth = max(record.depth, 1 + value.depth)
            let id = node["field-id"]?.integer.flatMap(Int32.init(exactly:))
            fields.append(AvroSchema.Field(name: fieldName, id: id, schema: value.schema))
        }
        record.schema = .record(fields)
        return record
    }

    private static func fullName(_ name: String, _ namespace: String) -> String {
        name.contains(".") || namespace.isEmpty ? name : "\(namespace).\(name)"
    }
}
