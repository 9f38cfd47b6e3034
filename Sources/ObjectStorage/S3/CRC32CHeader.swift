import ByteCoding

/// The value of `x-amz-checksum-crc32c`: the checksum's four bytes, most significant first, in
/// Base64.
///
/// Source: Amazon S3 User Guide, "Checking object integrity"; RFC 4648, section 4.
enum CRC32CHeader {
    /// The header's value for a body.
    static func value(_ bytes: [UInt8]) -> String {
        let alphabet = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
        )
        // Four bytes are five full groups of six bits and one of two, filled up with four zeros.
        let bits = UInt64(CRC32C.checksum(of: bytes)) << 4
        let digits = (0..<6).map { alphabet[Int(bits >> (30 - 6 * UInt64($0)) & 63)] }
        return String(decoding: digits, as: UTF8.self) + "=="
    }
}
