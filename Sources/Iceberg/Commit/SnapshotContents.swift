/// A snapshot's manifests, as they lie in the store.
struct SnapshotContents: Sendable {
    /// All manifests, those of this commit without sequence numbers.
    let manifests: [ManifestFile]
    /// Where the manifest list lies, as a URI.
    let manifestList: String
    /// What was merged on the way.
    let merge: ManifestMerge?
}
