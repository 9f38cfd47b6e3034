/// The version of the module that decides on policies in a MinIO server, `github.com/minio/pkg/v3`,
/// as `go version -m minio` prints it.
///
/// Only a server with one that is newer than ``lastBypassed`` may be told to allow listings: the
/// older ones take `s3:prefix` from a request's header `Prefix` where the query has none (up to
/// 3.6, even where it has one), so that a tenant that may list its own folder lists the bucket.
///
/// Source: minio/pkg, pull requests 226 and 267.
public struct MinIOPolicyModule: Hashable, Sendable, CustomStringConvertible {
    /// Major, minor and patch version.
    public let parts: [Int]

    /// The version as Go writes it.
    public var description: String { "v" + parts.map(String.init).joined(separator: ".") }

    /// The newest version that is known to let a header stand for the query: 3.9.1.
    public static let lastBypassed = MinIOPolicyModule(parts: [3, 9, 1])

    private init(parts: [Int]) {
        self.parts = parts
    }

    /// Reads a version from untrusted text.
    ///
    /// - Throws: ``PolicyNameError`` for what is no release, or for one that is bypassed.
    public init(_ text: String) throws(PolicyNameError) {
        let words = text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = words.enumerated().compactMap { index, word in
            index == 0 && word.hasPrefix("v") ? Int(word.dropFirst()) : Int(word)
        }
        guard text.hasPrefix("v"), words.count == 3, numbers.count == 3,
            text.utf8.allSatisfy({ NameBytes.isDigit($0) || "v.".utf8.contains($0) })
        else {
            throw PolicyNameError(
                kind: "MinIO server",
                rule: "give the version of github.com/minio/pkg/v3 in it, such as v3.10.0, as "
                    + "`go version -m minio` prints it"
            )
        }
        guard Self.lastBypassed.parts.lexicographicallyPrecedes(numbers) else {
            throw PolicyNameError(
                kind: "MinIO server",
                rule: "up to \(Self.lastBypassed) of github.com/minio/pkg/v3 a request's header "
                    + "Prefix passes for the parameter, and whoever may list one folder lists all"
            )
        }
        parts = numbers
    }
}
