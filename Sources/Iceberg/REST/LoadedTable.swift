import LakeModel

/// A table as a catalog's answer tells it.
///
/// Source: Iceberg REST catalog specification, `LoadTableResult`, `CommitTableResponse`.
struct LoadedTable {
    /// The metadata.
    let metadata: TableMetadata
    /// Where it lies; nil while the table is only staged.
    let location: String?

    /// Reads an answer.
    ///
    /// - Throws: `.corrupt`, naming `source` and the member that is wrong.
    init(_ body: [UInt8], from source: String) throws(CatalogError) {
        let root: JSONNode
        do throws(JSONDocumentError) {
            root = try JSONDocument(body).root
        } catch {
            throw CatalogError(.corrupt, "\(source) answered with no JSON: \(error)")
        }
        guard let node = root["metadata"] else {
            throw CatalogError(.corrupt, "\(source) answered without the table's metadata")
        }
        do throws(CatalogError) {
            metadata = try TableMetadata(node)
        } catch {
            throw CatalogError(.corrupt, "\(source): \(error.message)")
        }
        location = root["metadata-location"]?.string
    }
}
