public import LakeModel

/// A table as a catalog has it: its metadata, and which version of it.
public struct CatalogTable: Hashable, Sendable {
    /// Whose table, and which.
    public let identifier: TableIdentifier
    /// The metadata.
    public let metadata: TableMetadata
    /// Where the metadata lies, as a URI: it never changes under a location.
    public let metadataLocation: String

    /// Creates a table.
    public init(identifier: TableIdentifier, metadata: TableMetadata, metadataLocation: String) {
        self.identifier = identifier
        self.metadata = metadata
        self.metadataLocation = metadataLocation
    }
}
