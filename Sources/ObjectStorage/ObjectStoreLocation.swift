/// Where a lake lies, as an operator writes it: `s3://bucket[/prefix]` or `file:///directory`.
public enum ObjectStoreLocation: Hashable, Sendable, CustomStringConvertible {
    /// A bucket, or what lies in one below a prefix.
    case s3(S3Location)
    /// A directory, by its absolute path.
    case directory(String)

    /// The location as an operator writes it.
    public var description: String {
        switch self {
        case .s3(let location): location.description
        case .directory(let path): "file://\(path)"
        }
    }

    /// Reads a location.
    ///
    /// A slash at the end is of no account. A directory's path must be absolute and plain: without
    /// `.` and `..`; escapes (`%20`) are not decoded.
    ///
    /// - Throws: `.misconfigured`, saying what a location looks like.
    public init(_ text: String) throws(ObjectStoreError) {
        if text.hasPrefix("s3://") {
            self = .s3(try Self.bucket(text, text.dropFirst("s3://".count)))
        } else if text.hasPrefix("file://") {
            self = .directory(try Self.path(text, text.dropFirst("file://".count)))
        } else {
            throw Self.odd(text, "it must be s3://bucket/prefix or file:///directory")
        }
    }

    private static func bucket(
        _ text: String,
        _ rest: Substring
    ) throws(ObjectStoreError) -> S3Location {
        let halves = rest.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let bucket = String(halves.first ?? "")
        var prefix = halves.count > 1 ? halves[1] : ""
        if prefix.hasSuffix("/") { prefix = prefix.dropLast() }
        guard S3Location(bucket: bucket) != nil else {
            throw odd(
                text,
                "'\(bucket)' is no bucket's name: 3 to 63 lower-case letters, digits, dots, hyphens"
            )
        }
        guard let location = S3Location(bucket: bucket, prefix: String(prefix)) else {
            throw odd(text, "'\(prefix)' is no prefix: it may not hold empty parts, '.' or '..'")
        }
        return location
    }

    private static func path(
        _ text: String,
        _ rest: Substring
    ) throws(ObjectStoreError) -> String {
        guard rest.hasPrefix("/") else {
            throw odd(text, "a directory is written file:///absolute/path, with three slashes")
        }
        let names = rest.split(separator: "/")
        guard !names.isEmpty else { throw odd(text, "the root of the file system is no lake") }
        guard names.allSatisfy({ $0 != "." && $0 != ".." && !$0.utf8.contains(0) }) else {
            throw odd(text, "a path may not hold '.' or '..'")
        }
        return "/" + names.joined(separator: "/")
    }

    private static func odd(_ text: String, _ reason: String) -> ObjectStoreError {
        ObjectStoreError(.misconfigured, "--lake '\(text)': \(reason)")
    }
}
