/// What a manifest list holds.
public struct ManifestList: Hashable, Sendable {
    /// The manifests, in the order of the file.
    public var manifests: [ManifestFile]
    /// Where the header does not tell, 2 if there are sequence numbers, else 1.
    public var formatVersion: Int
    /// The snapshot, where the header tells.
    public var snapshotID: Int64?
    /// The snapshot that it followed, where the header tells and there is one.
    public var parentSnapshotID: Int64?
    /// The snapshot's sequence number, where the header tells.
    public var sequenceNumber: Int64?
}
