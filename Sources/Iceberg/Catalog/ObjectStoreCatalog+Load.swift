public import LakeModel
import ObjectStorage

extension ObjectStoreCatalog {
    /// How many versions behind the hint are read one by one before they are listed.
    private static let probesMax = 16
    /// How often a table is looked for whose versions vanish between a listing and a read, as they
    /// do under a purge.
    private static let looksMax = 3

    /// The table's current metadata, read anew.
    ///
    /// Three requests: the hint, the version that it names, and the one behind, which is not there.
    ///
    /// - Throws: ``CatalogError``; `.noSuchTable`, `.corrupt` naming the file.
    public func loadTable(_ table: TableIdentifier) async throws(CatalogError) -> CatalogTable {
        guard case .table(_, let loaded) = try await head(of: table) else {
            throw noSuchTable(table)
        }
        return loaded
    }

    /// That there is no such table.
    func noSuchTable(_ table: TableIdentifier) -> CatalogError {
        CatalogError(.noSuchTable, "there is no table \(table) in \(location)")
    }

    /// The table at its newest version, and a hint that names it.
    func head(of table: TableIdentifier) async throws(CatalogError) -> TableHead {
        let confirmed = Moment(runtime)
        let hint = try await hint(of: table)
        guard let (version, bytes) = try await newest(table, hint) else {
            forget(table)
            return .absent
        }
        let head = try parse(version, bytes)
        remember(version, confirmed: confirmed)
        switch head {
        case .absent: break
        case .table:
            let found = VersionHint.version(version.number)
            if hint != found { await moveHint(to: version, replacing: hint) }
        case .dropped:
            // Dropped by a process that did not live to remove the hint.
            if hint != .missing { await removeHint(of: table) }
        }
        return head
    }

    /// The newest version by its number, and its bytes; nil when there is none.
    private func newest(
        _ table: TableIdentifier,
        _ hint: VersionHint
    ) async throws(CatalogError) -> (MetadataVersion, [UInt8])? {
        if case .version(let number) = hint,
            let found = try await newest(from: MetadataVersion(number, of: table))
        {
            return found
        }
        for _ in 0..<Self.looksMax {
            guard let greatest = try await greatest(of: table) else { return nil }
            if let found = try await newest(from: greatest) { return found }
        }
        throw CatalogError(
            .unavailable,
            "the versions of \(table) in \(location) vanish while they are read"
        )
    }

    /// The newest version, by reading from one on; nil when that one is not there.
    private func newest(
        from start: MetadataVersion
    ) async throws(CatalogError) -> (MetadataVersion, [UInt8])? {
        async let second = result { () async throws(CatalogError) in
            try await self.bytes(of: start.successor)
        }
        guard let bytes = try await bytes(of: start) else { return nil }
        var found = (start, bytes)
        var next = try await second.get()
        var probes = 0
        while let bytes = next {
            found = (found.0.successor, bytes)
            probes += 1
            if probes == Self.probesMax, let greatest = try await greatest(of: start.table),
                greatest > found.0, let bytes = try await self.bytes(of: greatest)
            {
                found = (greatest, bytes)
            }
            next = try await self.bytes(of: found.0.successor)
        }
        return found
    }

    private func result<Success: Sendable>(
        _ body: @Sendable () async throws(CatalogError) -> Success
    ) async -> Result<Success, CatalogError> {
        do throws(CatalogError) {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }

    /// The bytes of a version; nil when it is not there.
    func bytes(of version: MetadataVersion) async throws(CatalogError) -> [UInt8]? {
        try await bytes(under: version.key)
    }

    /// The bytes of an object; nil when it is not there.
    func bytes(under key: ObjectKey) async throws(CatalogError) -> [UInt8]? {
        do throws(ObjectStoreError) {
            return try await store.get(key, range: nil)
        } catch {
            guard error.code != .notFound else { return nil }
            throw CatalogError(error)
        }
    }

    /// The greatest version that a listing shows; nil when there is none.
    private func greatest(
        of table: TableIdentifier
    ) async throws(CatalogError) -> MetadataVersion? {
        var greatest: MetadataVersion?
        var after: ObjectKey?
        repeat {
            let page = try await versions(of: table, after: after)
            for version in page.versions { greatest = max(greatest ?? version, version) }
            after = page.next
        } while after != nil
        return greatest
    }

    /// A page of the versions that are there, in no order of theirs.
    func versions(
        of table: TableIdentifier,
        after: ObjectKey?
    ) async throws(CatalogError) -> (versions: [MetadataVersion], next: ObjectKey?) {
        let prefix = "\(LakeLocation.metadataFolder(of: table))/v"
        let page: ObjectPage
        do throws(ObjectStoreError) {
            page = try await store.list(prefix: prefix, after: after)
        } catch {
            throw CatalogError(error)
        }
        return (
            page.objects.compactMap { MetadataVersion($0.key, of: table) },
            page.isTruncated ? page.objects.last?.key : nil
        )
    }

    /// What a version is.
    private func parse(
        _ version: MetadataVersion,
        _ bytes: [UInt8]
    ) throws(CatalogError) -> TableHead {
        let root: JSONNode
        do throws(JSONDocumentError) {
            root = try JSONDocument(bytes).root
        } catch {
            throw CatalogError(.corrupt, "\(uri(version)) is not JSON: \(error)")
        }
        if let tombstone = Tombstone(root) { return .dropped(version, tombstone) }
        do throws(CatalogError) {
            let metadata = try TableMetadata(root)
            return .table(version, table(version, metadata))
        } catch {
            throw CatalogError(error.code, "\(uri(version)): \(error.message)")
        }
    }

    /// A table at a version.
    func table(_ version: MetadataVersion, _ metadata: TableMetadata) -> CatalogTable {
        CatalogTable(
            identifier: version.table,
            metadata: metadata,
            metadataLocation: uri(version)
        )
    }
}
