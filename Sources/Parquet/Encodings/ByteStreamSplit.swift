/// BYTE_STREAM_SPLIT: the first bytes of all values, then the second bytes, and so on.
///
/// Saves nothing itself and lets zstd see the bytes that are alike beside each other. Not every
/// reader knows it: ``EncodingProfile``. Source: Parquet `Encodings.md`, "Byte Stream Split".
package enum ByteStreamSplit {
    /// Appends `count` values of `width` bytes each.
    @unsafe package static func encode(
        _ values: UnsafeRawPointer,
        count: Int,
        width: Int,
        into out: Scratch<UInt8>
    ) {
        let target = unsafe out.room(for: count * width)
        for place in 0..<width {
            for index in 0..<count {
                unsafe target[place * count + index] = values.load(
                    fromByteOffset: index * width + place,
                    as: UInt8.self
                )
            }
        }
        out.setCount(out.count + count * width)
    }
}
