/// Which bucket, and where in it: `s3://bucket/prefix`.
public struct S3Location: Hashable, Sendable, CustomStringConvertible {
    /// The bucket's name.
    public let bucket: String
    /// What all keys begin with, without slashes at its ends; empty for the whole bucket.
    public let prefix: String

    /// The location as an operator writes it.
    public var description: String {
        prefix.isEmpty ? "s3://\(bucket)" : "s3://\(bucket)/\(prefix)"
    }

    /// Creates a location; nil when the bucket's name or the prefix is not a safe one.
    ///
    /// A name is 3 to 63 bytes of lower-case letters, digits, dots and hyphens (Amazon S3 User
    /// Guide, "General purpose bucket naming rules"); the prefix a key (see ``ObjectKey``).
    public init?(bucket: String, prefix: String = "") {
        let isNameByte: (UInt8) -> Bool = {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
        }
        guard (3...63).contains(bucket.utf8.count), bucket.utf8.allSatisfy(isNameByte),
            !bucket.contains(".."), !bucket.hasPrefix("-"), !bucket.hasPrefix("."),
            !bucket.hasSuffix("-"), !bucket.hasSuffix("."),
            prefix.isEmpty || ObjectKey(untrusted: prefix) != nil
        else { return nil }
        self.bucket = bucket
        self.prefix = prefix
    }

    /// The key in the bucket of an object of the store.
    func fullKey(_ path: String) -> String {
        prefix.isEmpty ? path : "\(prefix)/\(path)"
    }
}
