import CZstd

/// Compresses pages with one zstd context, which is costly to make and cheap to use again.
///
/// Frames carry their content's size and no checksum: the page header has its own. One writer
/// owns it. Source: RFC 8878; `zstd.h`, "Explicit context".
@safe final class ZstdCompressor: @unchecked Sendable {
    private let context: OpaquePointer
    private var level: Int?

    /// Creates a compressor.
    init() {
        guard let context = unsafe ZSTD_createCCtx() else {
            preconditionFailure("out of memory for a zstd context")
        }
        unsafe self.context = unsafe context
    }

    deinit {
        unsafe ZSTD_freeCCtx(context)
    }

    /// Appends a frame that holds `count` bytes, and returns the frame's size.
    ///
    /// - Throws: ``ParquetError`` `compression`.
    @unsafe func compress(
        _ bytes: UnsafeRawPointer,
        count: Int,
        level: Int,
        into out: Scratch<UInt8>
    ) throws(ParquetError) -> Int {
        if self.level != level {
            try unsafe check(
                ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Int32(clamping: level))
            )
            self.level = level
        }
        let bound = ZSTD_compressBound(count)
        let target = unsafe out.room(for: bound)
        let size = try unsafe check(ZSTD_compress2(context, target, bound, bytes, count))
        out.setCount(out.count + size)
        return size
    }

    @discardableResult
    private func check(_ result: Int) throws(ParquetError) -> Int {
        guard ZSTD_isError(result) == 0 else {
            let name = unsafe String(cString: ZSTD_getErrorName(result))
            throw ParquetError(.compression, "zstd: \(name)")
        }
        return result
    }
}
