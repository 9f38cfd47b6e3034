import Iceberg
import LakeModel
import ObjectStorage

/// What a lake holds, read the way readers do: the directory, and the tables.
struct LakeContents: Sendable {
    /// The data files of the directory.
    private(set) var files: [ObjectKey: [UInt8]] = [:]
    /// The data files that tables list, each as often as they do.
    private(set) var tableFiles: [ObjectKey: Int] = [:]
    /// What is wrong with the tables in themselves.
    private(set) var complaint: String?

    /// Reads all of it.
    init(of store: InMemoryObjectStore, lake: LakeLocation) async throws {
        var last: ObjectKey?
        var objects: [ObjectKey: [UInt8]] = [:]
        repeat {
            let page = try await store.list(prefix: "", after: last)
            last = page.isTruncated ? page.objects.last?.key : nil
            for object in page.objects {
                objects[object.key] = try await store.get(object.key, range: nil)
            }
        } while last != nil
        for (key, bytes) in objects where key.path.hasSuffix(".parquet") { files[key] = bytes }
        for key in objects.keys.sorted() where key.path.hasSuffix("version-hint.text") {
            do {
                try read(Self.metadata(beside: key, objects), objects, lake)
            } catch {
                complaint = "\(key): \(error)"
            }
        }
    }

    /// The metadata of the greatest version: the hint may lag behind.
    private static func metadata(
        beside hint: ObjectKey,
        _ objects: [ObjectKey: [UInt8]]
    ) throws -> TableMetadata {
        let folder = String(hint.path.dropLast("version-hint.text".count))
        var version = 0
        while let next = objects[ObjectKey("\(folder)v\(version + 1).metadata.json")] ?? nil,
            !next.isEmpty
        {
            version += 1
        }
        guard let bytes = objects[ObjectKey("\(folder)v\(version).metadata.json")] else {
            throw CatalogError(.corrupt, "there is no version")
        }
        return try TableMetadata(json: bytes)
    }

    private mutating func read(
        _ metadata: TableMetadata,
        _ objects: [ObjectKey: [UInt8]],
        _ lake: LakeLocation
    ) throws {
        func object(_ uri: String) throws(CatalogError) -> [UInt8] {
            guard let key = lake.key(uri), let bytes = objects[key] else {
                throw CatalogError(.corrupt, "there is no \(uri)")
            }
            return bytes
        }
        guard let list = metadata.currentSnapshot?.manifestList else { return }
        for manifest in try ManifestListReader.read(object(list), path: list).manifests {
            let entries = try ManifestReader.read(
                object(manifest.manifestPath),
                as: manifest,
                table: metadata
            ).entries
            for entry in entries where entry.status != .deleted {
                let file = entry.dataFile
                guard try object(file.filePath).count == file.fileSizeInBytes,
                    let key = lake.key(file.filePath)
                else { throw CatalogError(.corrupt, "\(file.filePath) is of another size") }
                tableFiles[key, default: 0] += 1
            }
        }
    }
}
