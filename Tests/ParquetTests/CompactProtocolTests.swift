import Parquet
import Testing

@Suite("Thrift compact protocol")
struct CompactProtocolTests {
    @Test("a key and a value are written as the specification says")
    func keyValue() {
        // field 1, binary, 1 byte "k"; field 2, binary, 2 bytes "vw"; stop
        let expected: [UInt8] = [0x18, 1, 0x6B, 0x18, 2, 0x76, 0x77, 0]
        #expect(KeyValue(key: "k", value: "vw").compactBytes == expected)
    }

    @Test("booleans lie in their field's type and integers are zigzag")
    func sortingColumn() {
        let column = SortingColumn(columnIndex: -2, isDescending: true, nullsFirst: false)
        #expect(column.compactBytes == [0x15, 3, 0x11, 0x12, 0])
    }

    @Test("a field whose id is far from the last one has its id written out")
    func longFieldHeader() {
        var writer = CompactWriter()
        writer.field(1, Int32(1))
        writer.field(17, Int64(64))
        // 16 further: type 6, then zigzag 17
        #expect(writer.bytes == [0x15, 2, 0x06, 34, 0x80, 1])
    }

    @Test("lists of more than fourteen elements have their length written out")
    func longList() throws {
        let index = ColumnIndex(
            nullPages: Array(repeating: true, count: 20),
            minValues: Array(repeating: [], count: 20),
            maxValues: Array(repeating: [1], count: 20),
            boundaryOrder: .descending,
            nullCounts: (0..<20).map { Int64.max - $0 }
        )
        #expect(index.compactBytes.prefix(4) == [0x19, 0xF1, 20, 1])
        var reader = CompactReader(index.compactBytes[...])
        #expect(try ColumnIndex(from: &reader) == index)
    }

    @Test("logical types come back as they were")
    func logicalTypes() throws {
        let all: [LogicalTypeAnnotation] = [
            .string, .map, .list, .enumeration, .decimal(scale: 2, precision: 38), .date,
            .time(isAdjustedToUTC: false, unit: .nanos),
            .timestamp(isAdjustedToUTC: true, unit: .micros),
            .integer(bitWidth: 16, isSigned: false), .unknown, .json, .bson, .uuid, .float16,
            .other(18),
        ]
        for type in all {
            var reader = CompactReader(type.compactBytes[...])
            #expect(try LogicalTypeAnnotation(from: &reader) == type)
        }
    }

    @Test("unknown fields of every type are skipped, and so are known ones of another type")
    func unknownFields() throws {
        let unknown: [UInt8] = [
            0x31,  // 3: true
            0x13, 7,  // 4: i8
            0x16, 0x80, 1,  // 5: i64
            0x17, 0, 0, 0, 0, 0, 0, 0, 0,  // 6: double
            0x19, 0x22, 1, 2,  // 7: list of two booleans
            0x1B, 1, 0x85, 1, 0x61, 2,  // 8: map of one binary to i32
            0x1C, 0x1C, 0, 0,  // 9: structure in a structure
            0,
        ]
        var reader = CompactReader([0x18, 1, 0x6B, 0x15, 4][...] + unknown[...])
        #expect(try KeyValue(from: &reader) == KeyValue(key: "k"))
    }

    @Test("a structure without a required field is malformed")
    func missingField() {
        var reader = CompactReader([0][...])
        #expect(throws: ParquetError(.malformed, "")) { try KeyValue(from: &reader) }
    }

    @Test("a list longer than the bytes that are left is malformed before memory is taken")
    func hostileLength() {
        let bytes: [UInt8] = [0x19, 0xFC, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0]
        var reader = CompactReader(bytes[...])
        #expect(throws: ParquetError(.malformed, "")) { try OffsetIndex(from: &reader) }
    }

    @Test("structures that nest without end are malformed")
    func hostileDepth() {
        let bytes = [UInt8](repeating: 0x1C, count: 100_000)
        var reader = CompactReader(bytes[...])
        #expect(throws: ParquetError(.malformed, "")) { try KeyValue(from: &reader) }
        let lists = [UInt8](repeating: 0x19, count: 100_000)
        var listReader = CompactReader(lists[...])
        #expect(throws: ParquetError(.malformed, "")) { try KeyValue(from: &listReader) }
    }
}
