/// DELTA_LENGTH_BYTE_ARRAY and DELTA_BYTE_ARRAY: byte arrays with their lengths set apart.
///
/// | encoding | parts |
/// |---|---|
/// | length | lengths (DELTA_BINARY_PACKED), all bytes |
/// | shared prefix | prefix lengths (DELTA_BINARY_PACKED), the rests as in the line above |
///
/// Not every reader knows them: ``EncodingProfile``. Source: Parquet `Encodings.md`,
/// "Delta-length byte array" and "Delta Strings".
package enum DeltaByteArray {
    /// Appends byte arrays as lengths and bytes.
    @unsafe package static func encodeLengths(
        offsets: UnsafePointer<UInt32>,
        count: Int,
        data: UnsafePointer<UInt8>,
        lengths: Scratch<Int32>,
        into out: Scratch<UInt8>
    ) {
        lengths.removeAll()
        for index in 0..<count {
            unsafe lengths.append(Int32(bitPattern: offsets[index + 1] &- offsets[index]))
        }
        unsafe DeltaBinaryPacked.encode(lengths.base, count: count, into: out)
        unsafe out.append(
            raw: data + Int(offsets[0]),
            count: Int(offsets[count] - offsets[0])
        )
    }

    /// Appends byte arrays as what each shares with the one before, and its rest.
    @unsafe package static func encodePrefixes(
        offsets: UnsafePointer<UInt32>,
        count: Int,
        data: UnsafePointer<UInt8>,
        lengths: Scratch<Int32>,
        rests: Scratch<UInt8>,
        into out: Scratch<UInt8>
    ) {
        let restLengths = Scratch<Int32>(capacity: count)
        lengths.removeAll()
        rests.removeAll()
        var previous = 0..<0
        for index in 0..<count {
            let value = unsafe Int(offsets[index])..<Int(offsets[index + 1])
            let limit = min(previous.count, value.count)
            var shared = 0
            while shared < limit,
                unsafe data[previous.lowerBound + shared] == data[value.lowerBound + shared]
            {
                shared += 1
            }
            lengths.append(Int32(shared))
            restLengths.append(Int32(value.count - shared))
            unsafe rests.append(data + value.lowerBound + shared, count: value.count - shared)
            previous = value
        }
        unsafe DeltaBinaryPacked.encode(lengths.base, count: count, into: out)
        unsafe DeltaBinaryPacked.encode(restLengths.base, count: count, into: out)
        unsafe out.append(raw: rests.base, count: rests.count)
    }
}
