import ByteCoding

/// Writes structures in the Thrift compact protocol.
///
/// | field header | bytes |
/// |---|---|
/// | id is 1...15 more than the last one | `delta << 4 \| type` |
/// | any other | `type`, zigzag varint of the id |
/// | end of structure | `0` |
///
/// A boolean field's value is its type; integers are zigzag varints; text and bytes are a varint
/// length and themselves. Source: Thrift, `doc/specs/thrift-compact-protocol.md`.
package struct CompactWriter: Sendable {
    private var output = ByteWriter()
    private var lastFieldID: Int16 = 0

    /// What was written so far.
    package var bytes: [UInt8] { output.bytes }

    /// Creates an empty writer.
    package init() {}

    /// Forgets what was written and keeps the memory.
    package mutating func removeAll() {
        output.removeAll()
        lastFieldID = 0
    }

    /// Writes a whole structure, its stop byte included.
    package mutating func write(_ value: some ThriftStruct) {
        writeStructure { writer in value.writeFields(to: &writer) }
    }

    /// Writes a boolean field, or nothing for nil, as all that follow do.
    package mutating func field(_ id: Int16, _ value: Bool?) {
        guard let value else { return }
        header(id, value ? .booleanTrue : .booleanFalse)
    }

    /// Writes an `i8` field.
    package mutating func field(_ id: Int16, byte value: Int8?) {
        guard let value else { return }
        header(id, .int8)
        output.write(UInt8(bitPattern: value))
    }

    /// Writes an `i16` field.
    package mutating func field(_ id: Int16, _ value: Int16?) {
        guard let value else { return }
        header(id, .int16)
        output.write(zigzag: Int64(value))
    }

    /// Writes an `i32` field.
    package mutating func field(_ id: Int16, _ value: Int32?) {
        guard let value else { return }
        header(id, .int32)
        output.write(zigzag: Int64(value))
    }

    /// Writes an `i64` field.
    package mutating func field(_ id: Int16, _ value: Int64?) {
        guard let value else { return }
        header(id, .int64)
        output.write(zigzag: value)
    }

    /// Writes a `binary` field.
    package mutating func field(_ id: Int16, _ value: [UInt8]?) {
        guard let value else { return }
        header(id, .binary)
        binary(value)
    }

    /// Writes a `string` field.
    package mutating func field(_ id: Int16, _ value: String?) {
        guard let value else { return }
        field(id, Array(value.utf8))
    }

    /// Writes a structure field.
    package mutating func field(_ id: Int16, _ value: (some ThriftStruct)?) {
        guard let value else { return }
        header(id, .structure)
        write(value)
    }

    /// Writes a structure field whose fields `body` writes.
    package mutating func structure(_ id: Int16, _ body: (inout CompactWriter) -> Void) {
        header(id, .structure)
        writeStructure(body)
    }

    /// Writes a list of structures.
    package mutating func list(_ id: Int16, _ values: [some ThriftStruct]?) {
        guard let values else { return }
        listHeader(id, .structure, count: values.count)
        for value in values { write(value) }
    }

    /// Writes a list of `i32`.
    package mutating func list(_ id: Int16, _ values: [Int32]?) {
        guard let values else { return }
        listHeader(id, .int32, count: values.count)
        for value in values { output.write(zigzag: Int64(value)) }
    }

    /// Writes a list of `i64`.
    package mutating func list(_ id: Int16, _ values: [Int64]?) {
        guard let values else { return }
        listHeader(id, .int64, count: values.count)
        for value in values { output.write(zigzag: value) }
    }

    /// Writes a list of `binary`.
    package mutating func list(_ id: Int16, _ values: [[UInt8]]?) {
        guard let values else { return }
        listHeader(id, .binary, count: values.count)
        for value in values { binary(value) }
    }

    /// Writes a list of `string`.
    package mutating func list(_ id: Int16, _ values: [String]?) {
        list(id, values?.map { Array($0.utf8) })
    }

    /// Writes a list of booleans, a byte each: 1 for true, 2 for false.
    package mutating func list(_ id: Int16, _ values: [Bool]?) {
        guard let values else { return }
        listHeader(id, .booleanTrue, count: values.count)
        for value in values {
            output.write((value ? CompactType.booleanTrue : .booleanFalse).rawValue)
        }
    }

    private mutating func writeStructure(_ body: (inout CompactWriter) -> Void) {
        let outer = lastFieldID
        lastFieldID = 0
        body(&self)
        output.write(UInt8(0))
        lastFieldID = outer
    }

    private mutating func header(_ id: Int16, _ type: CompactType) {
        precondition(id > lastFieldID, "fields are written in the order of their ids")
        let delta = id - lastFieldID
        if delta <= 15 {
            output.write(UInt8(delta) << 4 | type.rawValue)
        } else {
            output.write(type.rawValue)
            output.write(zigzag: Int64(id))
        }
        lastFieldID = id
    }

    private mutating func listHeader(_ id: Int16, _ type: CompactType, count: Int) {
        header(id, .list)
        if count < 15 {
            output.write(UInt8(count) << 4 | type.rawValue)
        } else {
            output.write(0xF0 | type.rawValue)
            output.write(varint: UInt64(count))
        }
    }

    private mutating func binary(_ value: [UInt8]) {
        output.write(varint: UInt64(value.count))
        output.write(contentsOf: value)
    }
}
