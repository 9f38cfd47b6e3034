import LakeModel
import ObjectStorage

/// What `version-hint.text` says: which version of the metadata is the current one, nearly.
///
/// It is written behind the commit, so it may lag, and is never trusted: a version is read, and the
/// ones behind it are looked for. Its text is the number alone, which is what DuckDB's
/// `iceberg_scan` and Hadoop tables read.
enum VersionHint: Hashable, Sendable {
    /// There is none.
    case missing
    /// It holds no number.
    case senseless
    /// It holds this number.
    case version(Int)

    /// Reads a hint; blanks around the number are of no account, for others write them.
    init(_ bytes: [UInt8]) {
        let isBlank: (UInt8) -> Bool = { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        let text = bytes.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
        // The digits of the greatest number, and some.
        guard text.count <= 20,
            let number = MetadataVersion.number(String(decoding: text, as: UTF8.self))
        else {
            self = .senseless
            return
        }
        self = .version(number)
    }

    /// Where a table's hint lies.
    static func key(of table: TableIdentifier) -> ObjectKey {
        ObjectKey("\(LakeLocation.metadataFolder(of: table))/version-hint.text")
    }

    /// The text that names a version.
    static func bytes(_ number: Int) -> [UInt8] { Array(String(number).utf8) }
}
