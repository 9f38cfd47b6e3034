public import LakeModel
import ObjectStorage

extension ObjectStoreCatalog {
    /// A table that a commit is made upon.
    private struct Base {
        let version: MetadataVersion
        let table: CatalogTable
        /// When the version was the newest, at least.
        let confirmed: Moment
        /// Whether it was loaded for this commit.
        let isLoaded: Bool
    }

    /// Makes a table.
    ///
    /// - Parameters:
    ///   - table: its name.
    ///   - metadata: its first metadata.
    /// - Returns: the table; its metadata has one more property.
    /// - Throws: ``CatalogError``; `.alreadyExists`, `.commitStateUnknown` when no answer came.
    @discardableResult
    public func createTable(
        _ table: TableIdentifier,
        _ metadata: TableMetadata
    ) async throws(CatalogError) -> CatalogTable {
        var race = Race(settings.races, runtime)
        while true {
            let begun = Moment(runtime)
            let version: MetadataVersion
            switch try await head(of: table) {
            case .absent: version = MetadataVersion(1, of: table)
            case .dropped(let last, _): version = last.successor
            case .table:
                throw CatalogError(.alreadyExists, "there is a table \(table) in \(location)")
            }
            var metadata = metadata
            metadata.properties[Self.commitIDProperty] = nextCommitID()
            if try await publish(version, metadata.json, upon: begun) {
                await moveHint(to: version)
                return self.table(version, metadata)
            }
            guard await race.lost() else { throw lostRace(table) }
        }
    }

    /// Makes one commit, if what it requires holds of the table as it is by then.
    ///
    /// - Parameters:
    ///   - base: the table as the caller knows it; a newer one is loaded when this is outdated.
    ///   - requirements: what must hold.
    ///   - updates: what is changed, in order.
    /// - Returns: the table behind the commit.
    /// - Throws: ``CatalogError``; `.commitFailed` when a requirement does not hold, when the
    ///   updates rest on what others have changed since `base`, or when others were quicker too
    ///   often, `.commitStateUnknown` when no answer came, `.noSuchTable` when it was dropped,
    ///   `.invalidRequest` when the updates make no table.
    @discardableResult
    public func commit(
        to base: CatalogTable,
        requirements: [TableRequirement],
        updates: [TableUpdate]
    ) async throws(CatalogError) -> CatalogTable {
        let table = base.identifier
        var race = Race(settings.races, runtime)
        var current = if let known = known(base) { known } else { try await loaded(table) }
        while true {
            let next: TableMetadata
            do throws(CatalogError) {
                let metadata = current.table.metadata
                try metadata.check(requirements)
                try metadata.checkStillHold(updates, madeFor: base.metadata)
                next = try successor(of: current.table, updates)
            } catch {
                // What does not hold of the table as the caller knew it may hold of it as it is.
                guard !current.isLoaded else { throw error }
                current = try await loaded(table)
                continue
            }
            let version = current.version.successor
            if try await publish(version, next.json, upon: current.confirmed) {
                await moveHint(to: version)
                await sweep(version)
                return self.table(version, next)
            }
            guard await race.lost() else { throw lostRace(table) }
            current = try await loaded(table)
        }
    }

    /// What a caller knows, where it is the newest that is known here, and no old news.
    private func known(_ base: CatalogTable) -> Base? {
        guard let key = lake.key(base.metadataLocation),
            let version = MetadataVersion(key, of: base.identifier),
            let memory = memory(of: base.identifier),
            memory.isCurrent(version.number, now: Moment(runtime), ageMax: settings.baseAgeMax)
        else { return nil }
        return Base(version: version, table: base, confirmed: memory.confirmed, isLoaded: false)
    }

    private func loaded(_ table: TableIdentifier) async throws(CatalogError) -> Base {
        let begun = Moment(runtime)
        guard case .table(let version, let loaded) = try await head(of: table) else {
            throw noSuchTable(table)
        }
        return Base(version: version, table: loaded, confirmed: begun, isLoaded: true)
    }

    private func successor(
        of base: CatalogTable,
        _ updates: [TableUpdate]
    ) throws(CatalogError) -> TableMetadata {
        var next = try base.metadata.applying(updates, now: nowMilliseconds)
        // What falls off the log is removed by the sweep, when its time has come.
        _ = next.recordPrevious(
            base.metadata,
            at: base.metadataLocation,
            entriesMax: settings.previousVersionsMax
        )
        next.properties[Self.commitIDProperty] = nextCommitID()
        return next
    }

    /// That others were quicker, again and again.
    func lostRace(_ table: TableIdentifier) -> CatalogError {
        CatalogError(
            .commitFailed,
            "others committed to \(table) in \(location) first, every time; try again later"
        )
    }

    /// Removes versions whose time has come, a few of them; at best.
    private func sweep(_ version: MetadataVersion) async {
        let action = update(version.table) { memory in
            let read = min(version.number, memory.hint?.number ?? 0)
            return memory.sweep.committed(
                version.number,
                kept: read - settings.previousVersionsMax,
                uptime: runtime.uptime(),
                retention: settings.retention
            )
        }
        switch action {
        case nil, .some(.none): return
        case .list(let after):
            guard let page = try? await versions(of: version.table, after: after) else { return }
            _ = update(version.table) { $0.sweep.listed(page.versions, next: page.next) }
        case .remove(let versions):
            await remove(versions.map(\.key))
        }
    }
}
