import CZlib

/// Raw deflate: Avro's blocks have neither zlib's nor gzip's header.
///
/// Source: RFC 1951; Avro specification, "deflate".
enum Deflate {
    /// Negative: no header and no checksum; the largest window, since readers allow for it.
    private static let windowBits: Int32 = -15
    /// zlib's default.
    private static let memoryLevel: Int32 = 8
    /// Manifests are written on the path of every commit, and are small beside the data: on large
    /// ones the fastest level takes a sixth of the default's time for a fifth more bytes, and on
    /// those of a few entries there is no difference in bytes.
    private static let level: Int32 = 1
    /// The least room asked for at a time.
    private static let step = 16 << 10

    /// Compresses a block.
    static func compress(_ bytes: [UInt8]) -> [UInt8] {
        var stream = unsafe z_stream()
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        let begun = unsafe deflateInit2_(
            &stream,
            level,
            Z_DEFLATED,
            windowBits,
            memoryLevel,
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            size
        )
        precondition(begun == Z_OK, "zlib has memory for a window")
        defer { unsafe deflateEnd(&stream) }
        let bound = unsafe Int(deflateBound(&stream, UInt(bytes.count)))
        return unsafe [UInt8](unsafeUninitializedCapacity: bound) { room, count in
            unsafe bytes.withUnsafeBufferPointer { input in
                unsafe stream.next_in = unsafe UnsafeMutablePointer(mutating: input.baseAddress)
                unsafe stream.avail_in = UInt32(input.count)
                unsafe stream.next_out = room.baseAddress
                unsafe stream.avail_out = UInt32(room.count)
                let result = unsafe CZlib.deflate(&stream, Z_FINISH)
                precondition(result == Z_STREAM_END, "deflateBound is room enough")
            }
            count = unsafe room.count - Int(stream.avail_out)
        }
    }

    /// Decompresses a block, never into more than `bytesMax` bytes.
    static func decompress(
        _ bytes: ArraySlice<UInt8>,
        bytesMax: Int
    ) throws(AvroError) -> [UInt8] {
        var stream = unsafe z_stream()
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        guard unsafe inflateInit2_(&stream, windowBits, ZLIB_VERSION, size) == Z_OK else {
            throw AvroError("no memory to decompress a block")
        }
        defer { unsafe inflateEnd(&stream) }
        var output: [UInt8] = []
        var failure: AvroError?
        unsafe bytes.withUnsafeBufferPointer { input in
            unsafe stream.next_in = unsafe UnsafeMutablePointer(mutating: input.baseAddress)
            unsafe stream.avail_in = UInt32(input.count)
            failure = unsafe inflate(&stream, into: &output, input.count, bytesMax)
        }
        if let failure { throw failure }
        return output
    }

    private static func inflate(
        _ stream: inout z_stream,
        into output: inout [UInt8],
        _ inputCount: Int,
        _ bytesMax: Int
    ) -> AvroError? {
        var room = max(step, inputCount * 4)
        while true {
            // One byte beyond the limit is how passing it is seen.
            room = min(room, bytesMax - output.count + 1)
            var result: Int32 = Z_OK
            let piece = unsafe [UInt8](unsafeUninitializedCapacity: room) { memory, count in
                unsafe stream.next_out = memory.baseAddress
                unsafe stream.avail_out = UInt32(memory.count)
                unsafe result = CZlib.inflate(&stream, Z_NO_FLUSH)
                count = unsafe memory.count - Int(stream.avail_out)
            }
            if output.isEmpty { output = piece } else { output += piece }
            guard output.count <= bytesMax else {
                return AvroError("a block holds more than the \(bytesMax) bytes allowed for it")
            }
            // What follows is not looked at: fastavro leaves three bytes of zlib's checksum there.
            if result == Z_STREAM_END { return nil }
            // All input is taken and room is left: the block is cut short.
            if unsafe result != Z_OK || (stream.avail_in == 0 && stream.avail_out > 0) {
                return AvroError("a block is not whole deflate")
            }
            room = output.count
        }
    }
}
