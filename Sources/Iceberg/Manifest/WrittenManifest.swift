/// A manifest's bytes, and how a manifest list describes it.
public struct WrittenManifest: Hashable, Sendable {
    /// What is put at ``ManifestFile/manifestPath``.
    public var bytes: [UInt8]
    /// Its description; sequence numbers may be ``ManifestFile/unassigned`` still.
    public var file: ManifestFile

    /// Creates the value.
    public init(bytes: [UInt8], file: ManifestFile) {
        self.bytes = bytes
        self.file = file
    }
}
