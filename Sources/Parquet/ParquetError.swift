/// An error thrown by this library.
///
/// Decide what to do by ``code``; ``message`` is for people, and its wording may change.
public struct ParquetError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What the caller can do about the failure.
    public enum Code: Hashable, Sendable {
        /// The bytes are not a valid file. Fetch them again, or give the file up.
        case malformed
        /// The file is valid and uses what this reader does not know, such as encryption.
        case unsupported
        /// The schema has no Parquet form. Correct the schema.
        case schema
        /// The rows do not fit the schema, or a value does not fit a page. Correct the rows.
        case rows
        /// The compressor failed: out of memory, most likely.
        case compression
    }

    /// What the caller can do about the failure.
    public let code: Code
    /// What happened, and where.
    public let message: String

    /// The message, for logs.
    public var description: String { "\(code): \(message)" }

    /// Creates an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Two errors are equal when their codes are, so a test can name the error it expects.
    public static func == (lhs: Self, rhs: Self) -> Bool {
        lhs.code == rhs.code
    }

    /// Hashes the code alone, as equality does.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }
}
