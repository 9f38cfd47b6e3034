/// An error thrown by the write-ahead log.
///
/// Decide what to do by ``code``; ``message`` is for people, and its wording may change.
public struct WALError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What the caller can do about the failure.
    public enum Code: Hashable, Sendable {
        /// Too many records wait to be written.
        ///
        /// Retry after a pause.
        case backlogged
        /// The disk, or the log's own limit, has no room.
        ///
        /// Retry when flushes have trimmed the log.
        case full
        /// A stored record fails its checksum, and intact ones follow it.
        ///
        /// Restore the segment, or start from the last commit; nothing is repaired silently.
        case corrupted
        /// An earlier write or sync failed.
        ///
        /// Restart the process: what the disk holds is unknown.
        case poisoned
        /// The log was closed.
        case closed
        /// The waiting task was cancelled.
        ///
        /// Its record may still become durable.
        case cancelled
        /// The record is larger than the log takes.
        ///
        /// Do not retry it.
        case tooLarge
        /// Another process holds the log's directory.
        case locked
        /// The directory or a file cannot be opened.
        ///
        /// An operator must mend it.
        case unusable
    }

    /// What the caller can do about the failure.
    public let code: Code
    /// What happened, and to which segment and position.
    public let message: String

    /// The message.
    public var description: String { message }

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
