/// A page of a listing of folders.
public struct FolderPage: Hashable, Sendable {
    /// Their names, without what they lie below and without slashes, in the order of the bytes of
    /// the name and the slash behind it: `a-b` comes before `a`.
    public let folders: [String]
    /// Whether there are more behind the last one.
    public let isTruncated: Bool

    /// The most folders on a page; S3's own number.
    static let size = 1000

    /// Creates a page.
    public init(folders: [String], isTruncated: Bool) {
        self.folders = folders
        self.isTruncated = isTruncated
    }

    /// The page of folders behind one, out of all names of a place, each of which may come often.
    package init(of names: some Sequence<String>, after: String?) {
        let start = after.map(Self.order)
        let sorted = Set(names).map { (order: Self.order($0), name: $0) }
            .filter { folder in start?.lexicographicallyPrecedes(folder.order) ?? true }
            .sorted { $0.order.lexicographicallyPrecedes($1.order) }
        folders = sorted.prefix(Self.size).map(\.name)
        isTruncated = sorted.count > Self.size
    }

    /// The page of folders out of the keys of a store.
    package init(keys: some Sequence<ObjectKey>, below prefix: String, after: String?) {
        let names = keys.lazy.compactMap { key -> String? in
            guard key.path.utf8.starts(with: prefix.utf8) else { return nil }
            let rest = key.path.utf8.dropFirst(prefix.utf8.count)
            guard let end = rest.firstIndex(of: UInt8(ascii: "/")) else { return nil }
            return String(decoding: rest[..<end], as: UTF8.self)
        }
        self.init(of: names, after: after)
    }

    /// What folders are ordered by, as keys are that lie in them.
    private static func order(_ name: String) -> [UInt8] { Array("\(name)/".utf8) }
}
