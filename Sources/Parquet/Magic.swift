/// The four bytes that a file begins and ends with.
///
/// Source: Parquet README.md, "File format"; `Encryption.md`.
enum Magic {
    /// `PAR1`.
    static let plain = Array("PAR1".utf8)
    /// `PARE`: the footer is encrypted.
    static let encrypted = Array("PARE".utf8)
}
