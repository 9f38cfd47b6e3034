import LakeModel
import ObjectStorage

extension ObjectStoreCatalog {
    /// How often a version is put whose creation got no answer.
    private static let putsMax = 5

    /// Creates a version: the commit.
    ///
    /// - Parameters:
    ///   - version: the one behind the newest that is known.
    ///   - bytes: its content, which no other version has.
    ///   - confirmed: when the version before it was the newest, at least.
    /// - Returns: whether it was made; false when another one was first.
    /// - Throws: ``CatalogError``; `.commitStateUnknown` when that cannot be found out.
    func publish(
        _ version: MetadataVersion,
        _ bytes: [UInt8],
        upon confirmed: Moment
    ) async throws(CatalogError) -> Bool {
        try await proof()
        let begun = Moment(runtime)
        guard try await create(version, bytes) else { return false }
        if Moment(runtime).elapsedMax(since: confirmed) > settings.retention / 2 {
            return try await isHistory(version, bytes)
        }
        remember(version, confirmed: begun)
        return true
    }

    private func create(
        _ version: MetadataVersion,
        _ bytes: [UInt8]
    ) async throws(CatalogError) -> Bool {
        var race = Race(settings.races, runtime)
        /// Whether the version may be there by our own hand, or still be on its way.
        var isInDoubt = false
        for _ in 0..<Self.putsMax {
            do throws(ObjectStoreError) {
                try await store.put(version.key, bytes, mode: .create)
                return true
            } catch {
                switch error.code {
                case .alreadyExists where !isInDoubt && !error.mayBeOwnWork: return false
                case .alreadyExists, .outcomeUnknown: isInDoubt = true
                default: guard isInDoubt else { throw CatalogError(error) }
                }
            }
            // What is there stays: ours was made, or never will be.
            if let found = try? await self.bytes(of: version) { return found == bytes }
            guard await race.lost() else { break }
        }
        throw CatalogError(
            .commitStateUnknown,
            "no answer came to the creation of \(uri(version)), and it cannot be looked at"
        )
    }

    /// Whether a version that was created is the newest, or one before it.
    ///
    /// For a writer that was stopped for so long, by a debugger or with its machine, that the
    /// version's name may have been used before, and become free when outdated versions were
    /// removed.
    private func isHistory(
        _ version: MetadataVersion,
        _ bytes: [UInt8]
    ) async throws(CatalogError) -> Bool {
        let unknown = CatalogError(
            .commitStateUnknown,
            "\(uri(version)) was created after so long a pause that it may have come too late"
        )
        let head: TableHead
        do throws(CatalogError) {
            head = try await self.head(of: version.table)
        } catch {
            throw unknown
        }
        switch head {
        case .table(version, _), .dropped(version, _):
            guard let found = try? await self.bytes(of: version) else { throw unknown }
            return found == bytes
        case .table(let newest, let table) where newest > version:
            let log = table.metadata.metadataLog
            if let entry = log.first(where: { $0.metadataFile == uri(version) }) {
                let own = try? TableMetadata(json: bytes)
                return entry.timestampMilliseconds == own?.lastUpdatedMilliseconds
            }
            // Of versions that are no longer named nothing can be told.
            guard newest.number - version.number <= log.count else { throw unknown }
            return false
        default: throw unknown
        }
    }

    /// Removes objects; at best.
    func remove(_ keys: [ObjectKey]) async {
        await withTaskGroup(of: Void.self) { group in
            for key in keys {
                group.addTask { [store] in try? await store.delete(key) }
            }
        }
    }
}
