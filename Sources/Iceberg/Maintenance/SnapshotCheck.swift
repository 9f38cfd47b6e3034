/// Compares what a snapshot's summary says with what its manifests have.
struct SnapshotCheck {
    private let snapshot: Snapshot
    private var live: Set<String> = []
    /// Live files that stand in it twice.
    private(set) var duplicates: [Finding] = []
    private(set) var liveFileCount = 0
    private(set) var rowCount: Int64 = 0
    private(set) var byteCount: Int64 = 0
    private var deleteFileCount = 0

    init(snapshot: Snapshot) {
        self.snapshot = snapshot
    }

    /// Adds the entries of one of its manifests.
    mutating func add(_ manifest: Manifest) {
        for entry in manifest.entries where entry.status != .deleted {
            let file = entry.dataFile
            guard file.content == .data else {
                // One file may hold the deletion vectors of many.
                deleteFileCount += 1
                byteCount &+= file.contentSizeInBytes ?? file.fileSizeInBytes
                continue
            }
            guard live.insert(file.filePath).inserted else {
                let message = "stands twice in snapshot \(snapshot.snapshotID)"
                duplicates.append(Finding(.duplicate, file.filePath, message))
                continue
            }
            liveFileCount += 1
            byteCount &+= file.fileSizeInBytes
            rowCount &+= file.recordCount
        }
    }

    /// What is wrong, once all manifests are added.
    var findings: [Finding] {
        let counted = [
            ("total-records", rowCount), ("total-data-files", Int64(liveFileCount)),
            ("total-files-size", byteCount), ("total-delete-files", Int64(deleteFileCount)),
        ]
        return duplicates
            + counted.compactMap { name, count in
                guard let said = snapshot.summary[name], said != String(count) else { return nil }
                return Finding(
                    .wrongCount,
                    snapshot.manifestList,
                    "\(name) of snapshot \(snapshot.snapshotID) is \(said); its files have \(count)"
                )
            }
    }
}
