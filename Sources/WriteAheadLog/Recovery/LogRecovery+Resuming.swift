extension LogRecovery {
    /// Makes the log of what was read: a torn end is cut off, spares are taken over.
    mutating func resume() throws(LogDiskError) -> SegmentedLog {
        for name in unusedNames { try disk.remove(name) }
        let spares = try openSpares()
        let header: SegmentHeader
        let frames: ArraySlice<UInt8>
        if let scanner, let newest {
            header = scanner.header
            frames = scanner.bytes[..<scanner.offset]
            if scanner.isFollowedByBytes { try newest.cutOff(after: frames) }
        } else {
            header = SegmentHeader(
                identity: identity,
                salt: salt,
                first: LogSequenceNumber(0),
                fileByteCount: settings.segmentFileByteCount
            )
            newest = try disk.createFirstSegment(header)
            frames = header.bytes[...]
            extents = [SegmentExtent(first: header.first, capacity: header.capacity)]
        }
        guard let newest else { preconditionFailure("a log has a newest segment") }
        let commit = GroupCommit(
            settings: settings,
            segments: extents,
            end: end,
            spares: spares.count,
            endsWithMark: endsWithMark
        )
        let store = SegmentStore(
            disk: disk,
            settings: settings,
            header: header,
            active: newest,
            frames: frames,
            spares: spares,
            nextSpareNumber: (spareNumbers.max() ?? 0) + 1
        )
        return SegmentedLog(identity: identity, commit: commit, store: store)
    }

    /// Opens the spares that fit the settings, and removes the others.
    private func openSpares() throws(LogDiskError) -> [SpareFile] {
        var spares: [SpareFile] = []
        for number in spareNumbers.sorted() {
            let name = SegmentName.spare(number).fileName
            let file = try disk.open(name)
            let isWanted = spares.count < max(settings.spareSegmentsMax, settings.sparesAhead)
            if isWanted, file.byteCount == settings.segmentFileByteCount {
                spares.append(SpareFile(number: number, file: file))
            } else {
                file.close()
                try disk.remove(name)
            }
        }
        return spares
    }
}
