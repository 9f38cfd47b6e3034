/// Reads manifest lists, whoever wrote them: see ``ManifestReader``.
///
/// Source: Iceberg specification, "Manifest Lists".
public enum ManifestListReader {
    /// Reads a list.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - path: Where it lies, for messages.
    /// - Throws: ``CatalogError`` `.corrupt`; the message names the list.
    public static func read(_ bytes: [UInt8], path: String) throws(CatalogError) -> ManifestList {
        throw CatalogError(.corrupt, "not read yet")
    }
}
