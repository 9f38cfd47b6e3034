extension ManifestFile {
    /// How many of its files are in the table; nil where its list does not tell.
    package var liveFilesCount: Int? {
        guard addedFilesCount >= 0, existingFilesCount >= 0 else { return nil }
        return Int(addedFilesCount) + Int(existingFilesCount)
    }

    /// How many rows those files have; nil where its list does not tell.
    package var liveRowsCount: Int64? {
        guard addedRowsCount >= 0, existingRowsCount >= 0 else { return nil }
        return addedRowsCount &+ existingRowsCount
    }

    /// Whether all it says is that files were removed, which later snapshots need not repeat.
    var isSpent: Bool { liveFilesCount == 0 && deletedFilesCount > 0 }
}
