extension TableMetadata {
    /// The table as updates make it, each seeing what those before it did.
    ///
    /// Nothing of the result depends on anything but the arguments, so updates that lost a race are
    /// applied again to the table that won. `last-updated-ms` is the given time, or later: it
    /// always grows. The metadata log is left as it is: see
    /// ``recordPrevious(_:at:entriesMax:)``.
    /// - Parameters:
    ///   - updates: the changes, in order.
    ///   - milliseconds: now, since 1970.
    /// - Returns: the changed table; this one stays as it is.
    /// - Throws: ``CatalogError``; `.invalidRequest` for updates that make no table that the
    ///   specification allows, `.commitFailed` for a snapshot that was numbered for an older table.
    public func applying(
        _ updates: [TableUpdate],
        now milliseconds: Int64
    ) throws(CatalogError) -> TableMetadata {
        var builder = TableMetadataBuilder(self, now: milliseconds)
        for update in updates { try builder.apply(update) }
        return try builder.finish()
    }

    /// A new table, as the updates of a commit that requires `assert-create` make it.
    ///
    /// - Parameters:
    ///   - updates: the changes, in order: a schema, a partition spec and a sort order at least.
    ///   - uuid: the table's number, where no update assigns one.
    ///   - location: the table's folder, where no update sets one.
    ///   - milliseconds: now, since 1970.
    /// - Returns: the table's first metadata.
    /// - Throws: ``CatalogError`` as ``applying(_:now:)`` does.
    public static func creating(
        _ updates: [TableUpdate],
        defaultUUID uuid: String,
        defaultLocation location: String,
        now milliseconds: Int64
    ) throws(CatalogError) -> TableMetadata {
        var version = 2
        for case .upgradeFormatVersion(let requested) in updates {
            version = requested
            break
        }
        guard formatVersions.contains(version) else {
            throw CatalogError(.invalidRequest, "there is no format version \(version)")
        }
        var builder = TableMetadataBuilder(
            TableMetadata(unfinished: version),
            now: milliseconds
        )
        for update in updates { try builder.apply(update) }
        if builder.metadata.tableUUID.isEmpty { try builder.apply(.assignUUID(uuid)) }
        if builder.metadata.location.isEmpty { try builder.apply(.setLocation(location)) }
        return try builder.finish()
    }

    /// Notes in the metadata log where the version before this one lies.
    ///
    /// - Parameters:
    ///   - previous: that version.
    ///   - location: where it lies.
    ///   - entriesMax: how many entries the log may have.
    /// - Returns: the entries that fell off, the oldest first.
    public mutating func recordPrevious(
        _ previous: TableMetadata,
        at location: String,
        entriesMax: Int = 100
    ) -> [MetadataLogEntry] {
        metadataLog.append(
            MetadataLogEntry(
                timestampMilliseconds: previous.lastUpdatedMilliseconds,
                metadataFile: location
            )
        )
        let surplus = max(0, metadataLog.count - max(1, entriesMax))
        let fallen = Array(metadataLog.prefix(surplus))
        metadataLog.removeFirst(surplus)
        return fallen
    }

    /// The sequence number of the next snapshot; 0 in format version 1, which has none.
    public var nextSequenceNumber: Int64 {
        formatVersion > 1 ? lastSequenceNumber + 1 : 0
    }
}
