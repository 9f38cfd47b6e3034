import Iceberg
import LakeModel
import NIOHTTP1

/// Commits of other writers: Spark, PyIceberg, DuckDB and their like, with an operator's token.
extension CatalogDesk {
    /// Commits to one table, or makes a staged one.
    func updateTable(_ route: CatalogRoute, _ body: JSONNode) async throws -> Answer {
        let table = try route.table()
        let change = try TableChange(body)
        guard change.identifier == nil || change.identifier == table else {
            throw Problem.invalid("The body names another table than the path.")
        }
        let committed = try await commit(change, to: table)
        var json = JSONWriter(capacity: 8192 + 1024 * committed.metadata.snapshots.count)
        json.object { json in
            json.member("metadata-location", committed.metadataLocation)
            json.name("metadata")
            committed.metadata.write(to: &json)
        }
        return .json(json.bytes, headers: [TableTag(committed, .all).header])
    }

    /// Commits to one table.
    ///
    /// Of several, to none: the store swaps one table's pointer at a time, so that what looks like
    /// one commit could be half of one.
    func commitTransaction(_ body: JSONNode) async throws -> Answer {
        guard let changes = body["table-changes"]?.array else {
            throw Problem.invalid("A transaction has an array of table-changes.")
        }
        guard changes.count == 1 else {
            throw Problem.invalid(
                "This catalog commits to one table at a time, not to \(changes.count) at once: "
                    + "send a commit for each."
            )
        }
        let change = try TableChange(changes[0])
        guard let table = change.identifier else {
            throw Problem.invalid("A table-change of a transaction names its table.")
        }
        do throws(CatalogError) {
            _ = try await commit(change, to: table)
        } catch {
            guard error.code == .noSuchTable else { throw error }
            throw Problem.noSuchTable(table.tenant.name, table.table.name)
        }
        var answer = Answer.empty(.noContent)
        answer.subject = "\(table)"
        return answer
    }

    private func commit(
        _ change: TableChange,
        to table: TableIdentifier
    ) async throws(CatalogError) -> CatalogTable {
        let place = TablePlace(table: table, lake: catalog.lake)
        do throws(Problem) {
            try place.check(change.updates)
        } catch {
            throw CatalogError(.invalidRequest, error.detail)
        }
        try await catalog.checkManifestLists(of: change.updates, to: table)
        guard change.isCreation else {
            return try await catalog.commit(
                to: try await catalog.loadTable(table),
                requirements: change.requirements,
                updates: change.updates
            )
        }
        return try await create(change, table, place)
    }

    private func create(
        _ change: TableChange,
        _ table: TableIdentifier,
        _ place: TablePlace
    ) async throws(CatalogError) -> CatalogTable {
        try TableMetadata.checkAbsent(change.requirements)
        let metadata = try TableMetadata.creating(
            change.updates,
            defaultUUID: freshUUIDText(),
            defaultLocation: place.location,
            now: milliseconds
        )
        guard try await catalog.namespaceExists(table.tenant) else {
            throw CatalogError(.noSuchNamespace, "there is no namespace \(table.tenant)")
        }
        do throws(CatalogError) {
            return try await catalog.createTable(table, metadata)
        } catch {
            // Of a creation that was staged, somebody else's table is a race that was lost.
            guard error.code == .alreadyExists else { throw error }
            throw CatalogError(.commitFailed, "a requirement does not hold: the table is there")
        }
    }
}
