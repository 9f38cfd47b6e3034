import LakeModel

/// Reads manifests, whoever wrote them.
///
/// Fields are found by their ids, so that order, later fields and the writer's choice of types do
/// not matter. Bytes that no writer would make are an error, and take memory in proportion to their
/// number. Source: Iceberg specification, "Manifests" and "Sequence Number Inheritance".
public enum ManifestReader {
    /// More entries than a manifest has: writers end one at 8 MB, which is some 100,000 files.
    private static let entryCountMax = 1 << 20
    /// The formats whose manifests are understood.
    static let formatVersions = 1...3

    /// Reads a manifest of a table.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - file: How the manifest list describes it, which entries inherit from.
    ///   - table: Gives the types of the partition.
    /// - Returns: What it holds.
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
    /// - Returns: What it holds.
    /// - Throws: ``CatalogError`` `.corrupt`; the message names the manifest.
    public static func read(
        _ bytes: [UInt8],
        as file: ManifestFile? = nil,
        partition: PartitionType? = nil
    ) throws(CatalogError) -> Manifest {
        let what = file.map { "the manifest \($0.manifestPath)" } ?? "the manifest"
        do throws(AvroError) {
            if let file, bytes.count < file.manifestLength {
                throw AvroError("\(bytes.count) bytes, and its list says \(file.manifestLength)")
            }
            var container = try ObjectContainer(bytes)
            var manifest = try header(container, partition)
            let layout = try ManifestLayout(container.schema, manifest.partition)
            if let count = file?.entryCount {
                // A hint from another file: no more than the bytes can hold at a few per entry.
                manifest.entries.reserveCapacity(min(count, bytes.count / 16))
            }
            var nextRowID = file?.firstRowID
            try container.forEach { (reader) throws(AvroError) in
                var entry = try reader.manifestEntry(layout)
                if let file { try entry.inherit(from: file, nextRowID: &nextRowID) }
                manifest.entries.append(entry)
                guard manifest.entries.count <= entryCountMax else {
                    throw AvroError("more than \(entryCountMax) entries")
                }
            }
            return manifest
        } catch {
            throw error.corrupt(what)
        }
    }

    private static func header(
        _ container: ObjectContainer,
        _ partition: PartitionType?
    ) throws(AvroError) -> Manifest {
        let version = try Self.formatVersion(container) ?? 1
        let types: PartitionType
        if let partition { types = partition } else { types = try partitionType(container) }
        return Manifest(
            entries: [],
            partition: types,
            formatVersion: version,
            content: container.text("content") == "deletes" ? .deletes : .data,
            schemaID: container.text("schema-id").flatMap { Int32($0) }
        )
    }

    /// What the header tells; nil where it does not.
    static func formatVersion(_ container: ObjectContainer) throws(AvroError) -> Int? {
        guard let text = container.text("format-version") else { return nil }
        guard let version = Int(text), formatVersions.contains(version) else {
            throw AvroError("format version \(text.debugDescription) is not known")
        }
        return version
    }

    /// The types that the header's schema and spec give.
    private static func partitionType(
        _ container: ObjectContainer
    ) throws(AvroError) -> PartitionType {
        guard let schemaText = container.metadata["schema"],
            let specText = container.metadata["partition-spec"]
        else { throw AvroError("the header has no schema or no partition-spec") }
        do {
            let schema = try Schema(JSONDocument(schemaText).root)
            let node = try JSONDocument(specText).root
            // The fields alone; some writers put the whole spec there.
            let spec = PartitionSpec(
                specID: container.text("partition-spec-id").flatMap { Int32($0) } ?? 0,
                fields: try PartitionSpec.fields(node["fields"] ?? node)
            )
            return try PartitionType(of: spec, in: [schema])
        } catch {
            throw AvroError("the header's schema or partition-spec: \(error)")
        }
    }
}
