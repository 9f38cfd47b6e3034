import LakeModel

/// The Avro types of partition values.
///
/// A named type is spelt out once in a schema and referred to by its name from then on.
/// Source: Iceberg specification, "Appendix A: Avro".
struct AvroTypeNames {
    private var defined: Set<String> = []

    /// The type's JSON.
    ///
    /// - Throws: ``CatalogError`` `.invalidRequest` for a type that manifests cannot hold.
    mutating func text(of type: PrimitiveType) throws(CatalogError) -> String {
        switch type {
        case .boolean: return #""boolean""#
        case .int: return #""int""#
        case .long: return #""long""#
        case .float: return #""float""#
        case .double: return #""double""#
        case .string: return #""string""#
        case .binary: return #""bytes""#
        case .date: return #"{"type":"int","logicalType":"date"}"#
        case .time: return #"{"type":"long","logicalType":"time-micros"}"#
        case .timestamp: return Self.timestamp("micros", isUTC: false)
        case .timestamptz: return Self.timestamp("micros", isUTC: true)
        case .other("timestamp_ns"): return Self.timestamp("nanos", isUTC: false)
        case .other("timestamptz_ns"): return Self.timestamp("nanos", isUTC: true)
        case .uuid: return fixed("uuid_fixed", size: 16, #","logicalType":"uuid""#)
        case .fixed(let length): return fixed("fixed_\(length)", size: length, "")
        case .decimal(let precision, let scale):
            return fixed(
                "decimal_\(precision)_\(scale)",
                size: Self.decimalSize(precision: precision),
                #","logicalType":"decimal","precision":\#(precision),"scale":\#(scale)"#
            )
        case .other(let text):
            throw CatalogError(.invalidRequest, "\(text) values cannot be partition values")
        }
    }

    private static func timestamp(_ unit: String, isUTC: Bool) -> String {
        #"{"type":"long","logicalType":"timestamp-\#(unit)","adjust-to-utc":\#(isUTC)}"#
    }

    private mutating func fixed(_ name: String, size: Int, _ more: String) -> String {
        guard defined.insert(name).inserted else { return #""\#(name)""# }
        return #"{"type":"fixed","size":\#(size),"name":"\#(name)"\#(more)}"#
    }

    /// The bytes that any decimal of so many digits fits in.
    static func decimalSize(precision: Int) -> Int {
        var most: Int128 = 1
        for _ in 0..<min(precision, 38) { most *= 10 }
        return (most - 1).decimalBytes.count
    }

    /// A name that Avro allows: letters, digits and underscores, not a digit first.
    ///
    /// Source: Iceberg specification, "Appendix A: Avro", and Java's `AvroSchemaUtil`.
    static func sanitized(_ name: String) -> String {
        var text = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "_": text.unicodeScalars.append(scalar)
            case "0"..."9":
                if text.isEmpty { text = "_" }
                text.unicodeScalars.append(scalar)
            default: text += "_x" + String(scalar.value, radix: 16, uppercase: true)
            }
        }
        return text
    }

    static func quoted(_ text: String) -> String {
        var json = JSONWriter()
        json.string(text)
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
