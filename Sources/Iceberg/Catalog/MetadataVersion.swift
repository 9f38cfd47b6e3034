import LakeModel
import ObjectStorage

/// One of the numbered files that a table's metadata is kept in: `v<N>.metadata.json`.
///
/// Versions are counted from 1 without a gap; creating the next one is the commit. The naming is
/// that of Iceberg's file system tables, which DuckDB finds by the hint and others by a listing.
struct MetadataVersion: Hashable, Comparable, Sendable {
    /// The greatest number that is taken for one: far beyond any table's, and far from overflow
    /// when a file of a made-up name lies among them.
    static let numberMax = 1 << 53

    /// Whose metadata.
    let table: TableIdentifier
    /// Which one, from 1.
    let number: Int

    /// Creates the name of a version that is counted here.
    init(_ number: Int, of table: TableIdentifier) {
        self.table = table
        self.number = number
    }

    /// Creates a version from a key; nil when it is not that of a version of the table.
    init?(_ key: ObjectKey, of table: TableIdentifier) {
        let start = "\(LakeLocation.metadataFolder(of: table))/v"
        guard key.path.hasPrefix(start), key.path.hasSuffix(Self.suffix),
            key.path.utf8.count > start.utf8.count + Self.suffix.utf8.count
        else { return nil }
        let text = key.path.dropFirst(start.count).dropLast(Self.suffix.count)
        guard let number = Self.number(text) else { return nil }
        self.init(number, of: table)
    }

    /// Reads a number as it is written here: without sign, without zeros before it.
    static func number(_ text: some StringProtocol) -> Int? {
        guard let number = Int(text), (1...numberMax).contains(number), String(number) == text
        else {
            return nil
        }
        return number
    }

    /// Where the version lies.
    var key: ObjectKey {
        ObjectKey("\(LakeLocation.metadataFolder(of: table))/v\(number)\(Self.suffix)")
    }

    /// The version that a commit upon this one makes.
    var successor: MetadataVersion { MetadataVersion(number + 1, of: table) }

    /// The versions of one table are ordered by number.
    static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.table, lhs.number) < (rhs.table, rhs.number)
    }

    private static let suffix = ".metadata.json"
}
