import ObjectStorage

/// What a call of ``TableCommitter/commit(_:to:schema:)`` has made so far, kept from try to try:
/// after a lost race only the manifest list is written anew.
struct CommitDraft: Sendable {
    /// A manifest that lies in the store.
    struct Stored<Source: Hashable & Sendable>: Sendable {
        /// What it was made of.
        let source: Source
        /// What the manifest list says of it, without sequence numbers.
        let file: ManifestFile
        /// Where it lies.
        let key: ObjectKey
    }

    /// What a manifest of new files was made of.
    struct Appended: Hashable, Sendable {
        let names: [String]
        let specID: Int32
        let schemaID: Int32
        let formatVersion: Int
        let folder: MetadataFolder
    }

    /// The snapshot, whatever it will stand on.
    let snapshotID: Int64
    /// How many tries failed.
    var tries = 0
    /// How many times it was offered to the catalog.
    var attempts = 0
    /// The new files' manifest.
    private(set) var appended: Stored<Appended>?
    /// The manifest that others were merged into.
    private(set) var merged: Stored<ManifestMerge>?
    /// The manifest list of the last try.
    private var list: ObjectKey?
    /// What was written, and is of no use once a later try has succeeded: only then is it certain
    /// that none of the earlier ones did.
    private(set) var superseded: [ObjectKey] = []
    /// What is to be logged.
    var warnings: [String] = []
    /// Units that were found in the table.
    var alreadyCommitted: [String] = []

    /// Begins the work of a call.
    init(snapshotID: Int64) { self.snapshotID = snapshotID }

    /// Takes the place of what the last try wrote.
    mutating func replace(
        _ appended: Stored<Appended>,
        _ merged: Stored<ManifestMerge>?,
        _ list: ObjectKey
    ) {
        let kept = [appended.key, merged?.key]
        let before = [self.appended?.key, self.merged?.key].filter { !kept.contains($0) }
        superseded += (before + [self.list]).compactMap { $0 }
        self.appended = appended
        self.merged = merged
        self.list = list
    }

    /// Counts nothing of the last try as written: some of it was not.
    mutating func abandon() {
        superseded += [appended?.key, merged?.key, list].compactMap { $0 }
        appended = nil
        merged = nil
        list = nil
    }

    /// The manifest list that the try `attempts` is about.
    func listName(_ uuid: String) -> String { "snap-\(snapshotID)-\(attempts)-\(uuid).avro" }

    /// What came of the call.
    func receipt(_ snapshotID: Int64?) -> CommitReceipt {
        CommitReceipt(
            snapshotID: snapshotID,
            alreadyCommitted: alreadyCommitted,
            attempts: attempts,
            warnings: warnings
        )
    }
}
