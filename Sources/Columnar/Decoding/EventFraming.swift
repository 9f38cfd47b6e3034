/// How events follow each other in a body.
public enum EventFraming: UInt8, Hashable, Sendable {
    /// One JSON object, or an array of objects.
    case json = 0
    /// One JSON object a line; blank lines are skipped, and CRLF ends a line as LF does.
    case ndjson = 1
}
