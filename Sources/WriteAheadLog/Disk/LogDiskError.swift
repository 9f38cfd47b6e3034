/// A failure of the log's disk.
public struct LogDiskError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What the log can do about the failure.
    public enum Code: Sendable, Hashable {
        /// The disk, or the quota, has no room.
        case noSpace
        /// Another process holds the directory.
        case locked
        /// Anything else: the operation cannot be trusted, nor repeated.
        case failed
    }

    /// What the log can do about the failure.
    public let code: Code
    /// Which operation failed, on which file, and the system's reason.
    public let message: String

    /// The message.
    public var description: String { message }

    /// Creates an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The error that the log throws when it cannot be opened because of this one.
    package var onOpening: WALError {
        switch code {
        case .noSpace: WALError(.full, message)
        case .locked: WALError(.locked, message)
        case .failed: WALError(.unusable, message)
        }
    }
}
