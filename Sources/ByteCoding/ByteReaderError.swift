/// What a ``ByteReader`` found instead of the value it was asked for.
public enum ByteReaderError: Error, Sendable, Hashable {
    /// A value of `wanted` bytes begins with only `remaining` bytes left.
    case endOfBytes(wanted: Int, remaining: Int)
    /// A varint runs past the ten bytes that 64 bits need.
    case varintTooLong
}
