import Iceberg
import ObjectStorage
import Parquet

extension ObjectStore {
    /// The keys of all data files of the lake, which tables' metadata lies beside.
    func keys(_ prefix: String = "") async throws -> [String] {
        try await list(prefix: prefix, after: nil).objects.map(\.key.path)
            .filter { !$0.hasPrefix(LakeLocation.catalogFolder) }
    }

    /// The rows of all Parquet files below a prefix, by their footers.
    func rowCount(_ prefix: String) async throws -> Int {
        var count = 0
        for key in try await keys(prefix) { count += try await rowCount(ofFile: key) }
        return count
    }

    /// The rows of one file, by its footer.
    func rowCount(ofFile key: String) async throws -> Int {
        Int(try FooterReader.read(file: try await get(ObjectKey(key), range: nil)).rowCount)
    }

    /// The lines of a file that ``RowTextEncoding`` wrote, of all files below a prefix.
    func lines(_ prefix: String) async throws -> [String] {
        var lines: [String] = []
        for key in try await keys(prefix) {
            let bytes = try await get(ObjectKey(key), range: nil)
            lines += String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        }
        return lines.sorted()
    }
}
