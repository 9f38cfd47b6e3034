/// An object's name inside its store, relative to the store's root: `clicks/tenantId=t/x.parquet`.
///
/// Never empty, never begins or ends with `/`, and no part of it is empty, `.` or `..`, so that a
/// key is a safe path below a directory as well.
public struct ObjectKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The key itself.
    public let path: String

    /// The key, for messages.
    public var description: String { path }

    /// Creates a key that the program itself composed.
    public init(_ path: String) {
        precondition(Self.isSafe(path), "unsafe object key")
        self.path = path
    }

    /// Creates a key from text out of the program's hands; nil when it is not a safe one.
    public init?(untrusted path: String) {
        guard Self.isSafe(path) else { return nil }
        self.path = path
    }

    private static func isSafe(_ path: String) -> Bool {
        path.utf8.count <= 1024 && !path.utf8.contains(0)
            && path.split(separator: "/", omittingEmptySubsequences: false)
                .allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }

    /// Equal byte for byte: spellings of one character that Unicode takes for the same are not.
    public static func == (lhs: Self, rhs: Self) -> Bool {
        lhs.path.utf8.elementsEqual(rhs.path.utf8)
    }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) {
        for byte in path.utf8 { hasher.combine(byte) }
    }

    /// Ordered by the bytes of their UTF-8, as ListObjectsV2 orders them.
    public static func < (lhs: Self, rhs: Self) -> Bool {
        lhs.path.utf8.lexicographicallyPrecedes(rhs.path.utf8)
    }
}
