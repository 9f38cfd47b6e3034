import ByteCoding

/// The value of `x-amz-checksum-crc32c`: the checksum's four bytes, most significant first, in
/// Base64.
///
/// Source: Amazon S3 User Guide, "Checking object integrity".
enum CRC32CHeader {
    /// The header's value for a body.
    static func value(_ bytes: [UInt8]) -> String {
        let checksum = CRC32C.checksum(of: bytes)
        return Base64Text.encoded(
            (0..<4).map { UInt8(truncatingIfNeeded: checksum >> (24 - 8 * $0)) }
        )
    }
}
