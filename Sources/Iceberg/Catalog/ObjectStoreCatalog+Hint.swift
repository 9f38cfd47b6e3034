import LakeModel
import ObjectStorage

extension ObjectStoreCatalog {
    /// How often a hint is tried to be moved; a load that finds it behind tries again.
    private static let movesMax = 4

    /// What the hint says.
    func hint(of table: TableIdentifier) async throws(CatalogError) -> VersionHint {
        try await bytes(under: VersionHint.key(of: table)).map(VersionHint.init) ?? .missing
    }

    /// Has the hint name a version, unless it names a later one; at best.
    ///
    /// - Parameters:
    ///   - version: a version that is there.
    ///   - lie: what the hint said and is known not to be so, and may be replaced whatever it is.
    func moveHint(to version: MetadataVersion, replacing lie: VersionHint? = nil) async {
        var known = lie == nil ? memory(of: version.table)?.hint : nil
        for _ in 0..<Self.movesMax {
            do throws(ObjectStoreError) {
                let seen = try await seenHint(version.table, known)
                if case .version(let number) = seen.hint, number >= version.number,
                    seen.hint != lie
                {
                    return keep(version.table, number, seen.entityTag)
                }
                // Nobody trusts it: lost with the power, or emptied, it is written again by the next
                // load or commit.
                let moved = try await store.putUnsynced(
                    VersionHint.key(of: version.table),
                    VersionHint.bytes(version.number),
                    mode: seen.entityTag.map { .update(ifMatch: $0) } ?? .create
                )
                return keep(version.table, version.number, moved.entityTag)
            } catch {
                known = nil
                keep(version.table, 0, nil)
                switch error.code {
                case .alreadyExists, .preconditionFailed, .outcomeUnknown: continue
                default: return
                }
            }
        }
    }

    /// Removes the hint of a table that was dropped; at best.
    func removeHint(of table: TableIdentifier) async {
        keep(table, 0, nil)
        try? await store.delete(VersionHint.key(of: table))
    }

    private func keep(_ table: TableIdentifier, _ number: Int, _ entityTag: String?) {
        _ = update(table) { memory in
            memory.hint = entityTag.map { TableMemory.Hint(number: number, entityTag: $0) }
        }
    }

    /// The hint as it is remembered, or as it is: its tag is read before its text, so that under
    /// the tag there is that text or an older one, and nothing later is ever replaced by it.
    private func seenHint(
        _ table: TableIdentifier,
        _ known: TableMemory.Hint?
    ) async throws(ObjectStoreError) -> (hint: VersionHint, entityTag: String?) {
        if let known { return (.version(known.number), known.entityTag) }
        let key = VersionHint.key(of: table)
        do throws(ObjectStoreError) {
            let attributes = try await store.head(key)
            let bytes = try await store.get(key, range: nil)
            return (VersionHint(bytes), attributes.entityTag)
        } catch  where error.code == .notFound {
            return (.missing, nil)
        }
    }
}
