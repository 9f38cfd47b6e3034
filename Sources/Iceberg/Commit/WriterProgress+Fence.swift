package import LakeModel

extension WriterProgress {
    /// What a table knows of a writer's log, and whether the writer may still commit to it.
    ///
    /// - Returns: nil when the log never committed to the table, or was forgotten.
    /// - Throws: ``CatalogError``; `.fenced` when another process has taken over the log,
    ///   `.corrupt` when the property was overwritten.
    package static func check(
        _ properties: [String: String],
        for writer: WriterIdentity,
        table: TableIdentifier
    ) throws(CatalogError) -> WriterProgress? {
        let name = propertyName(ofLog: writer.log)
        guard let value = properties[name] else { return nil }
        guard let progress = WriterProgress(property: value) else {
            throw CatalogError(
                .corrupt,
                "\(table) has a property \(name) that Lakewriter did not write: '\(value)'. Remove "
                    + "it, and files will be looked for in the table one by one"
            )
        }
        // Copies of one data directory start at the same position, under epochs of their own.
        let isOther = progress.start == writer.start && progress.epoch != writer.epoch
        let isBehind = progress.start > writer.start || isOther
        // One that last committed before this process started is what a backup was made of. What
        // the backup's log and that one's have in common was restored in both: files are looked
        // for, and nothing is committed twice.
        guard !isBehind || progress.timestampMilliseconds <= writer.startedMilliseconds else {
            throw CatalogError(
                .fenced,
                "another process writes with this log (or a copy of its data directory) and has "
                    + "committed to \(table): its start is at \(progress.start) under the epoch "
                    + "\(Hexadecimal.text(progress.epoch)), this one's at \(writer.start) under "
                    + "\(Hexadecimal.text(writer.epoch)). Only one of them may run: stop this "
                    + "process, or the other one and then start this one again"
            )
        }
        return progress
    }

    /// The properties of logs beyond ``logsMax``, counting `log` as one of them: those whose last
    /// commit is oldest.
    package static func outdated(
        in properties: [String: String],
        besides log: UInt64
    ) -> [String] {
        let own = propertyName(ofLog: log)
        let others = properties.filter { $0.key.hasPrefix(propertyPrefix) && $0.key != own }
        guard others.count >= logsMax else { return [] }
        let byAge = others.map { name, value in
            (WriterProgress(property: value)?.timestampMilliseconds ?? .min, name)
        }
        return byAge.sorted { $0 < $1 }.prefix(others.count - logsMax + 1).map(\.1)
    }
}
