/// How a value is encoded, as the low four bits of a field or list header say.
///
/// Source: Thrift compact protocol, "Struct encoding" and "List and Set".
package enum CompactType: UInt8, Sendable {
    case booleanTrue = 1
    case booleanFalse = 2
    case int8 = 3
    case int16 = 4
    case int32 = 5
    case int64 = 6
    case double = 7
    case binary = 8
    case list = 9
    case set = 10
    case map = 11
    case structure = 12
    case uuid = 13
}
