import ByteCoding
import LakeModel
import Parquet

/// Decodes what the encoders write, after the specification and in the simplest way.
enum PageDecoder {
    static func hybrid(
        _ reader: inout ByteReader,
        count: Int,
        width: Int
    ) throws -> [Int] {
        var values: [Int] = []
        while values.count < count {
            let header = try reader.readVarint()
            if header & 1 == 0 {
                let bytes = try reader.read(count: (width + 7) / 8)
                let value = bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
                values += Array(repeating: value, count: Int(header >> 1))
            } else {
                let groups = Int(header >> 1)
                var bits = BitReader(try reader.read(count: groups * width))
                for _ in 0..<(8 * groups) { values.append(Int(bits.read(width: width))) }
            }
        }
        return Array(values.prefix(count))
    }

    static func delta(_ reader: inout ByteReader, is32Bit: Bool = false) throws -> [Int64] {
        let blockSize = Int(try reader.readVarint())
        let miniblocks = Int(try reader.readVarint())
        let count = Int(try reader.readVarint())
        var last = try reader.readZigzag()
        var values = count > 0 ? [last] : []
        while values.count < count {
            let least = try reader.readZigzag()
            let widths = Array(try reader.read(count: miniblocks))
            for width in widths where values.count < count {
                let size = blockSize / miniblocks
                var bits = BitReader(try reader.read(count: size * Int(width) / 8))
                for _ in 0..<size {
                    let delta = Int64(bitPattern: bits.read(width: Int(width)))
                    last = last &+ least &+ delta
                    if is32Bit { last = Int64(Int32(truncatingIfNeeded: last)) }
                    if values.count < count { values.append(last) }
                }
            }
        }
        return values
    }

    static func values(
        _ encoding: Encoding,
        _ field: Field,
        _ reader: inout ByteReader,
        count: Int,
        dictionary: [SampleValue]
    ) throws -> [SampleValue] {
        switch encoding {
        case .plain:
            if field.type == .boolean {
                var bits = BitReader(try reader.read(count: (count + 7) / 8))
                return (0..<count).map { _ in .boolean(bits.read(width: 1) == 1) }
            }
            return try (0..<count).map { _ in try plain(field, &reader) }
        case .rleDictionary:
            let width = Int(try reader.readByte())
            return try hybrid(&reader, count: count, width: width).map { dictionary[$0] }
        case .deltaBinaryPacked:
            let is32Bit = field.type.is32Bit
            return try delta(&reader, is32Bit: is32Bit).map { .integer(Int128($0)) }
        case .rle:
            _ = try reader.read(littleEndian: UInt32.self)
            return try hybrid(&reader, count: count, width: 1).map { .boolean($0 == 1) }
        case .byteStreamSplit:
            let bytes = Array(try reader.read(count: 8 * count))
            return (0..<count).map { index in
                .double(
                    (0..<8).reversed().reduce(0) { $0 << 8 | UInt64(bytes[$1 * count + index]) }
                )
            }
        case .deltaLengthByteArray:
            let lengths = try delta(&reader)
            return try lengths.map { .bytes(Array(try reader.read(count: Int($0)))) }
        case .deltaByteArray:
            let prefixes = try delta(&reader)
            let lengths = try delta(&reader)
            var last: [UInt8] = []
            return try zip(prefixes, lengths).map { prefix, length in
                last = last.prefix(Int(prefix)) + Array(try reader.read(count: Int(length)))
                return .bytes(last)
            }
        default:
            throw ParquetError(.unsupported, "\(encoding)")
        }
    }

    static func plain(_ field: Field, _ reader: inout ByteReader) throws -> SampleValue {
        switch field.type {
        case .double: return .double(try reader.read(littleEndian: UInt64.self))
        case .string, .uuid, .json, .binary:
            let length = Int(try reader.read(littleEndian: UInt32.self))
            return .bytes(Array(try reader.read(count: length)))
        case .decimal(let precision, _) where precision > 18:
            let length = PhysicalLayout.decimalLength(precision: precision)
            let bytes = Array(try reader.read(count: length))
            let sign: Int128 = bytes[0] >= 0x80 ? -1 : 0
            return .integer(bytes.reduce(sign) { $0 << 8 | Int128($1) })
        default:
            return field.type.is32Bit
                ? .integer(Int128(try reader.read(littleEndian: Int32.self)))
                : .integer(Int128(try reader.read(littleEndian: Int64.self)))
        }
    }
}

extension LogicalType {
    fileprivate var is32Bit: Bool {
        switch self {
        case .int, .date: true
        case .decimal(let precision, _): precision <= 9
        default: false
        }
    }
}
