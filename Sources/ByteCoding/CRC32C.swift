import CPlatform

/// A CRC-32C (Castagnoli) over bytes that come in pieces.
///
/// The checksum of the log's frames, and of S3's `x-amz-checksum-crc32c`. It is computed by the
/// processor's own instruction where there is one, else by tables. It finds damage, not malice.
///
/// Source: RFC 3720, section 12.1; test vectors in its appendix B.4.
public struct CRC32C: Sendable, Hashable {
    /// The checksum of all bytes so far; of none, zero.
    public private(set) var value: UInt32

    /// How checksums are computed here: `sse4.2+pclmul`, `sse4.2`, `armv8` or `portable`.
    public static var implementation: String {
        unsafe String(cString: cplatform_crc32c_name())
    }

    /// Creates the checksum of no bytes, or continues one whose value is known.
    public init(continuing value: UInt32 = 0) {
        self.value = value
    }

    /// Computes the checksum of `bytes`.
    public static func checksum(of bytes: some Sequence<UInt8>) -> UInt32 {
        var checksum = CRC32C()
        checksum.update(bytes)
        return checksum.value
    }

    /// Takes in the next bytes.
    public mutating func update(_ bytes: some Sequence<UInt8>) {
        let updated: UInt32? = bytes.withContiguousStorageIfAvailable {
            unsafe cplatform_crc32c(value, $0.baseAddress, $0.count)
        }
        if let updated {
            value = updated
        } else {
            update(Array(bytes))
        }
    }

    /// Takes in the bytes of `memory`.
    @unsafe public mutating func update(unsafe memory: UnsafeRawBufferPointer) {
        value = unsafe cplatform_crc32c(value, memory.baseAddress, memory.count)
    }

    /// Computes the checksum of `bytes` by tables alone, as processors without the instruction do.
    package static func portableChecksum(of bytes: [UInt8]) -> UInt32 {
        unsafe bytes.withUnsafeBytes {
            unsafe cplatform_crc32c_portable(0, $0.baseAddress, $0.count)
        }
    }
}
