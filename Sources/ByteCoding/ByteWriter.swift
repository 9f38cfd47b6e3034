/// Collects bytes in order: little-endian integers, varints, and raw bytes.
///
/// The one growable output of every format in this package. Integers are little-endian because
/// Parquet, the log and zstd frames are; big-endian writers say so in their name.
public struct ByteWriter: Sendable {
    /// What was written so far.
    public private(set) var bytes: [UInt8]

    /// The number of bytes written so far.
    public var count: Int { bytes.count }

    /// Creates a writer with room for `capacity` bytes before it first grows.
    public init(capacity: Int = 0) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Forgets what was written and keeps the memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Appends one byte.
    public mutating func write(_ byte: UInt8) {
        bytes.append(byte)
    }

    /// Appends the integer's bytes, least significant first.
    public mutating func write<Integer: FixedWidthInteger>(littleEndian value: Integer) {
        unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    /// Appends the integer's bytes, most significant first.
    public mutating func write<Integer: FixedWidthInteger>(bigEndian value: Integer) {
        unsafe withUnsafeBytes(of: value.bigEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    /// Appends an unsigned LEB128 varint, one to ten bytes.
    ///
    /// Source: Parquet `Encodings.md` (ULEB128) and the Thrift compact protocol.
    public mutating func write(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Appends a signed integer as the varint of its zigzag form.
    public mutating func write(zigzag value: Int64) {
        write(varint: UInt64(bitPattern: (value << 1) ^ (value >> 63)))
    }

    /// Appends bytes as they are.
    public mutating func write(contentsOf other: some Sequence<UInt8>) {
        bytes.append(contentsOf: other)
    }

    /// Appends memory as it is.
    @unsafe public mutating func write(unsafe memory: UnsafeRawBufferPointer) {
        unsafe bytes.append(contentsOf: memory)
    }

    /// Overwrites four bytes at `offset` with a little-endian integer: for lengths and checksums
    /// that are known only after what they cover.
    public mutating func patch(_ value: UInt32, at offset: Int) {
        precondition(
            offset >= 0 && offset + 4 <= bytes.count,
            "a patch lies inside what is written"
        )
        for index in 0..<4 {
            bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * UInt32(index)))
        }
    }
}
