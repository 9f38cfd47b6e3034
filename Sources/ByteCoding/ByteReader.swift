/// Reads bytes in order and never past their end.
///
/// Every read is bounds-checked and throws ``ByteReaderError``, so that a corrupted length in a
/// file is an error and not a trap.
public struct ByteReader: Sendable {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    /// The offset of the next byte from where the reader began.
    public var offset: Int { position - bytes.startIndex }

    /// The number of bytes not yet read.
    public var remaining: Int { bytes.endIndex - position }

    /// Creates a reader of all of `bytes`.
    public init(_ bytes: [UInt8]) {
        self.init(bytes[...])
    }

    /// Creates a reader of a part of an array.
    public init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    /// Reads one byte.
    public mutating func readByte() throws(ByteReaderError) -> UInt8 {
        guard position < bytes.endIndex else { throw .endOfBytes(wanted: 1, remaining: 0) }
        defer { position += 1 }
        return bytes[position]
    }

    /// Reads an integer, least significant byte first.
    public mutating func read<Integer: FixedWidthInteger>(
        littleEndian type: Integer.Type = Integer.self
    ) throws(ByteReaderError) -> Integer {
        let raw = try read(count: MemoryLayout<Integer>.size)
        return raw.reversed().reduce(Integer(0)) { $0 << 8 | Integer(truncatingIfNeeded: $1) }
    }

    /// Reads an unsigned LEB128 varint of at most ten bytes.
    public mutating func readVarint() throws(ByteReaderError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try readByte()
            guard shift < 63 || (shift == 63 && byte <= 1) else { throw .varintTooLong }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }

    /// Reads a signed integer written as the varint of its zigzag form.
    public mutating func readZigzag() throws(ByteReaderError) -> Int64 {
        let raw = try readVarint()
        return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
    }

    /// Reads exactly `count` bytes.
    public mutating func read(count: Int) throws(ByteReaderError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= remaining else {
            throw .endOfBytes(wanted: count, remaining: remaining)
        }
        defer { position += count }
        return bytes[position..<(position + count)]
    }
}
