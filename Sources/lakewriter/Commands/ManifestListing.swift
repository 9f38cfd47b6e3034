import Iceberg

/// What `inspect` shows of a manifest or a manifest list: a line for each entry.
struct ManifestListing: Encodable {
    private struct Entry: Encodable {
        let status: String
        let path: String
        let rows: Int64
        let bytes: Int64
        let sequenceNumber: Int64?
    }

    private struct Manifest: Encodable {
        let path: String
        let bytes: Int64
        let content: String
        let addedFiles: Int32
        let existingFiles: Int32
        let deletedFiles: Int32
        let sequenceNumber: Int64
    }

    private let kind: String
    private var entries: [Entry]?
    private var manifests: [Manifest]?

    /// Reads a file that begins as Avro's containers do.
    ///
    /// - Throws: ``CatalogError`` `.corrupt` when it is neither.
    init(_ bytes: [UInt8], path: String) throws(CatalogError) {
        do {
            let manifest = try ManifestReader.read(bytes)
            kind = "manifest"
            entries = manifest.entries.map { entry in
                Entry(
                    status: "\(entry.status)",
                    path: entry.dataFile.filePath,
                    rows: entry.dataFile.recordCount,
                    bytes: entry.dataFile.fileSizeInBytes,
                    sequenceNumber: entry.sequenceNumber
                )
            }
        } catch let notManifest {
            let list: ManifestList
            do {
                list = try ManifestListReader.read(bytes, path: path)
            } catch {
                throw CatalogError(
                    .corrupt,
                    "\(path) is no manifest (\(notManifest)) and no manifest list (\(error))"
                )
            }
            kind = "manifest-list"
            manifests = list.manifests.map { file in
                Manifest(
                    path: file.manifestPath,
                    bytes: file.manifestLength,
                    content: "\(file.content)",
                    addedFiles: file.addedFilesCount,
                    existingFiles: file.existingFilesCount,
                    deletedFiles: file.deletedFilesCount,
                    sequenceNumber: file.sequenceNumber
                )
            }
        }
    }

    /// The listing for people.
    var lines: [String] {
        let files = (entries ?? []).map { entry in
            "  \(entry.status)  \(entry.path)  \(entry.rows) rows, \(entry.bytes) bytes"
        }
        let parts = (manifests ?? []).map { file in
            "  \(file.content)  \(file.path)  \(file.addedFiles) added, \(file.existingFiles) "
                + "existing, \(file.deletedFiles) deleted, \(file.bytes) bytes"
        }
        return ["\(kind) of \(files.count + parts.count)"] + files + parts
    }
}
