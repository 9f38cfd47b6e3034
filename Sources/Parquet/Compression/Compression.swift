/// How pages are compressed.
public enum Compression: Hashable, Sendable {
    /// Not at all.
    case uncompressed
    /// Zstandard at a level from 1, fast, to 22, small.
    case zstd(level: Int)
}
