/// Reads packed integers bit by bit, least significant first: slow, and plainly right.
struct BitReader {
    let bytes: [UInt8]
    var bit = 0

    init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

    mutating func read(width: Int) -> UInt64 {
        var value: UInt64 = 0
        for place in 0..<width {
            let isSet = bytes[bit / 8] >> UInt8(bit % 8) & 1
            value |= UInt64(isSet) << UInt64(place)
            bit += 1
        }
        return value
    }
}
