/// Finds and reads a file's footer, from bytes that may be hostile.
///
/// | from the end | bytes |
/// |---|---|
/// | 8 | footer length, little-endian |
/// | 4 | `PAR1`; `PARE` when the footer is encrypted |
///
/// Whoever reads from a store asks for the last ``trailerSize`` bytes, then for as many more as
/// ``footerLength(trailer:)`` says. Everything that the footer says is checked before it is
/// believed: an offset outside the file, a tree that does not close or a missing column is
/// ``ParquetError`` `malformed`. Source: Parquet README.md, "File format".
public enum FooterReader {
    /// Bytes at the end that say how long the footer is.
    public static let trailerSize = 8

    /// The footer's length, from the file's last bytes.
    ///
    /// - Throws: ``ParquetError`` `malformed`, or `unsupported` when the footer is encrypted.
    public static func footerLength(trailer: ArraySlice<UInt8>) throws(ParquetError) -> Int {
        guard trailer.count >= trailerSize else {
            throw ParquetError(.malformed, "\(trailer.count) bytes are no Parquet file")
        }
        let magic = Array(trailer.suffix(4))
        if magic == Magic.encrypted {
            throw ParquetError(.unsupported, "the footer is encrypted")
        }
        guard magic == Magic.plain else {
            throw ParquetError(.malformed, "the last four bytes are not PAR1")
        }
        let length = trailer.suffix(8).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        return length
    }

    /// Reads the footer of a whole file.
    ///
    /// - Throws: ``ParquetError`` `malformed`, or `unsupported` when the footer is encrypted.
    public static func read(file: [UInt8]) throws(ParquetError) -> FileMetaData {
        try read(tail: file[...], fileSizeBytes: file.count)
    }

    /// Reads the footer from the last bytes of a file of `fileSizeBytes`.
    ///
    /// - Throws: ``ParquetError`` `malformed`, also when the bytes do not reach back to the
    ///   footer's beginning; `unsupported` when the footer is encrypted.
    public static func read(
        tail: ArraySlice<UInt8>,
        fileSizeBytes: Int
    ) throws(ParquetError) -> FileMetaData {
        let length = try footerLength(trailer: tail)
        guard length <= tail.count - trailerSize else {
            throw ParquetError(
                .malformed,
                "a footer of \(length) bytes in \(tail.count - trailerSize)"
            )
        }
        let footer = tail.dropLast(trailerSize).suffix(length)
        var reader = CompactReader(footer)
        let metaData = try FileMetaData(from: &reader)
        try FooterValidator(dataSizeBytes: fileSizeBytes - trailerSize - length).check(metaData)
        return metaData
    }
}
