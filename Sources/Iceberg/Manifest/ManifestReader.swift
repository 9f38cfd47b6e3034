/// Reads manifests, whoever wrote them.
///
/// Fields are found by their ids, so that order, later fields and the writer's choice of types do
/// not matter. Bytes that no writer would make are an error, and take memory in proportion to their
/// number. Source: Iceberg specification, "Manifests" and "Sequence Number Inheritance".
public enum ManifestReader {
    /// Reads a manifest of a table.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - file: How the manifest list describes it, which entries inherit from.
    ///   - table: Gives the types of the partition.
    /// - Throws: ``CatalogError`` `.corrupt`; the message names the manifest.
    public static func read(
        _ bytes: [UInt8],
        as file: ManifestFile,
        table: TableMetadata
    ) throws(CatalogError) -> Manifest {
        try read(bytes, as: file, partition: PartitionType(specID: file.partitionSpecID, of: table))
    }

    /// Reads a manifest.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - file: How the manifest list describes it; nil: nothing is inherited.
    ///   - partition: The types of the partition; nil: those that the header tells.
    /// - Throws: ``CatalogError`` `.corrupt`; the message names the manifest.
    public static func read(
        _ bytes: [UInt8],
        as file: ManifestFile? = nil,
        partition: PartitionType? = nil
    ) throws(CatalogError) -> Manifest {
        throw CatalogError(.corrupt, "not read yet")
    }
}
