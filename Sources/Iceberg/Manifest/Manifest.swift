/// What a manifest holds.
public struct Manifest: Hashable, Sendable {
    /// The entries, in the order of the file, with inherited numbers filled in.
    public var entries: [ManifestEntry]
    /// The types of the partitions' values.
    public var partition: PartitionType
    /// 1 where the header does not tell.
    public var formatVersion: Int
    /// What it lists.
    public var content: ManifestFile.Content
    /// The schema it was written with, where the header tells.
    public var schemaID: Int32?
}
