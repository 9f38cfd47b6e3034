extension ManifestFile {
    /// Stands for the sequence number of the commit that is still to be made.
    ///
    /// ``ManifestListWriter`` puts the commit's number in its place, so that a commit that lost a
    /// race keeps its manifests and writes only another list. Never in a file.
    public static let unassigned: Int64 = -1

    /// Stands for a count that the manifest list does not tell: format version 1 may leave it out.
    public static let unknownCount: Int32 = -1

    /// The number of entries, of whatever status; nil where it is not known.
    public var entryCount: Int? {
        let counts = [addedFilesCount, existingFilesCount, deletedFilesCount]
        guard counts.allSatisfy({ $0 >= 0 }) else { return nil }
        return counts.reduce(0) { $0 + Int($1) }
    }

    /// The same manifest as the list of a commit of this sequence number describes it.
    public func assigned(_ sequenceNumber: Int64) -> ManifestFile {
        var file = self
        if file.sequenceNumber == Self.unassigned { file.sequenceNumber = sequenceNumber }
        if file.minSequenceNumber == Self.unassigned { file.minSequenceNumber = sequenceNumber }
        return file
    }
}
