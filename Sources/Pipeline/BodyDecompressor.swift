package import ByteCoding
import CZlib
import CZstd

/// Unpacks request bodies, never into more than a given number of bytes.
///
/// Sources: RFC 1952 (gzip; several members may follow one another), RFC 8878 (zstd; likewise
/// frames). The limit is what makes a bomb a refusal: output stops at it, whatever the input says.
package enum BodyDecompressor {
    /// The least room asked for at a time, in bytes: small, since most compressed bodies are.
    private static let step = 16 << 10

    /// The body as it was before it was compressed.
    ///
    /// - Throws: ``IngestError`` `.tooLarge` beyond `bytesMax`, `.malformed` when it is not whole.
    package static func decompress(
        _ body: PaddedBytes,
        _ encoding: IngestRequest.ContentEncoding,
        bytesMax: Int
    ) throws(IngestError) -> PaddedBytes {
        switch encoding {
        case .identity:
            guard body.count <= bytesMax else { throw tooLarge(bytesMax) }
            return body
        case .gzip: return try gunzip(body, bytesMax: bytesMax)
        case .zstd: return try unzstd(body, bytesMax: bytesMax)
        }
    }

    private static func tooLarge(_ bytesMax: Int) -> IngestError {
        IngestError(.tooLarge, "the body exceeds \(bytesMax) bytes decompressed; send it in parts")
    }

    private static func gunzip(
        _ body: PaddedBytes,
        bytesMax: Int
    ) throws(IngestError) -> PaddedBytes {
        var stream = unsafe z_stream()
        let windowBits: Int32 = 15 + 16  // the largest window, and a gzip header
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        guard unsafe inflateInit2_(&stream, windowBits, ZLIB_VERSION, size) == Z_OK else {
            throw IngestError(.unavailable, "no memory to decompress the body")
        }
        defer { unsafe inflateEnd(&stream) }
        let output = PaddedBytes(capacity: min(bytesMax, body.count * 4))
        try unsafe body.withUnsafeBytes { (input) throws(IngestError) in
            let start = unsafe input.bindMemory(to: UInt8.self).baseAddress
            unsafe stream.next_in = unsafe UnsafeMutablePointer(mutating: start)
            unsafe stream.avail_in = UInt32(input.count)
            while true {
                var result: Int32 = Z_OK
                unsafe output.append(room: room(in: output, bytesMax)) { room in
                    unsafe stream.next_out = room.bindMemory(to: UInt8.self).baseAddress
                    unsafe stream.avail_out = UInt32(room.count)
                    unsafe result = inflate(&stream, Z_NO_FLUSH)
                    return unsafe room.count - Int(stream.avail_out)
                }
                guard output.count <= bytesMax else { throw tooLarge(bytesMax) }
                if result == Z_STREAM_END {
                    if unsafe stream.avail_in == 0 { return }
                    unsafe inflateReset(&stream)
                } else if unsafe result != Z_OK || (stream.avail_in == 0 && stream.avail_out > 0) {
                    throw IngestError(.malformed, "the body is not whole gzip")
                }
            }
        }
        return output
    }

    private static func unzstd(
        _ body: PaddedBytes,
        bytesMax: Int
    ) throws(IngestError) -> PaddedBytes {
        guard let context = unsafe ZSTD_createDCtx() else {
            throw IngestError(.unavailable, "no memory to decompress the body")
        }
        defer { unsafe ZSTD_freeDCtx(context) }
        // 8 MiB is what RFC 8878 recommends decoders to support; more would be the client's choice
        // of our memory.
        unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, 23)
        let output = PaddedBytes(capacity: min(bytesMax, body.count * 4))
        try unsafe body.withUnsafeBytes { (input) throws(IngestError) in
            var source = unsafe ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
            while true {
                var result = 0
                var isFull = false
                unsafe output.append(room: room(in: output, bytesMax)) { room in
                    var sink = unsafe ZSTD_outBuffer(
                        dst: room.baseAddress,
                        size: room.count,
                        pos: 0
                    )
                    unsafe result = ZSTD_decompressStream(context, &sink, &source)
                    unsafe isFull = sink.pos == sink.size
                    return unsafe sink.pos
                }
                guard ZSTD_isError(result) == 0 else {
                    throw IngestError(.malformed, "the body is not zstd")
                }
                guard output.count <= bytesMax else { throw tooLarge(bytesMax) }
                guard unsafe source.pos == source.size else { continue }
                if result == 0 { return }
                // All input is taken, and nothing waits for room: the frame is cut short.
                if !isFull { throw IngestError(.malformed, "the body is not whole zstd") }
            }
        }
        return output
    }

    /// Room for the next step: what is allocated already, or a step at least; yet no more than one
    /// byte beyond the limit, which is how passing it is seen.
    private static func room(in output: PaddedBytes, _ bytesMax: Int) -> Int {
        let room = max(step, output.capacity - output.count)
        let left = bytesMax - output.count
        return room > left ? left + 1 : room
    }
}
