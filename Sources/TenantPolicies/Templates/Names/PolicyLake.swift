/// Where a lake lies, as policies name it: a bucket, and a folder of it.
///
/// Neither holds what a policy reads as a wildcard (`*`, `?`), as a part of a variable (`$`, `{`,
/// `}`), or as something that stores spell in two ways.
public struct PolicyLake: Hashable, Sendable {
    /// The bucket's name.
    public let bucket: String
    /// The folder, without a slash at its ends; empty where the bucket is the lake.
    public let root: String

    /// The folder with its slash: what the keys of the lake begin with.
    public var keyPrefix: String { root.isEmpty ? "" : root + "/" }

    /// The longest folder, in bytes: a key has 1,024, and a tenant's files need theirs.
    private static let rootBytesMax = 512

    /// Creates a place from untrusted names.
    ///
    /// Source: Amazon S3 User Guide, "General purpose bucket naming rules" and "Naming Amazon S3
    /// objects".
    ///
    /// - Throws: ``PolicyNameError`` for a name that could widen a policy, or that is none.
    public init(bucket: String, root: String) throws(PolicyNameError) {
        guard Self.isBucket(bucket) else {
            throw PolicyNameError(
                kind: "bucket",
                rule: "3 to 63 lower-case letters, digits, dots and hyphens, with a letter or a "
                    + "digit at both ends and no two dots in a row"
            )
        }
        guard root.isEmpty || Self.isRoot(root) else {
            throw PolicyNameError(
                kind: "lake's prefix",
                rule: "at most \(Self.rootBytesMax) printable ASCII characters without blanks, "
                    + "'*', '?', '$', '{', '}', '\"', '\\' and '%', and no empty part, '.' or '..'"
            )
        }
        self.bucket = bucket
        self.root = root
    }

    private static func isBucket(_ name: String) -> Bool {
        let isEnd: (UInt8?) -> Bool = { byte in
            byte.map { NameBytes.isLower($0) || NameBytes.isDigit($0) } ?? false
        }
        return (3...63).contains(name.utf8.count) && isEnd(name.utf8.first)
            && isEnd(name.utf8.last) && !name.utf8.contains("..".utf8)
            && name.utf8.allSatisfy {
                NameBytes.isLower($0) || NameBytes.isDigit($0) || ".-".utf8.contains($0)
            }
    }

    private static func isRoot(_ name: String) -> Bool {
        name.utf8.count <= rootBytesMax
            && name.utf8.allSatisfy {
                (0x21...0x7E).contains($0) && !"*?${}\"\\%".utf8.contains($0)
            }
            && name.split(separator: "/", omittingEmptySubsequences: false)
                .allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }
}
