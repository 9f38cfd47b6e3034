import ObjectStorage
import Synchronization

/// Manifests and manifest lists in the lake's store, and in memory those that were written lately.
///
/// They never change under a name, and no name is used twice: a put whose answer was lost is simply
/// made again.
final class ManifestStore: Sendable {
    /// An object to be written.
    struct Put: Sendable {
        let key: ObjectKey
        let bytes: [UInt8]
        /// The manifest's URI, for a manifest that will be read again, to be merged; nil: a list.
        let manifest: String?
    }

    private struct State {
        var bytes: RecentlyUsed<String, [UInt8]>
        var unreadable = RecentlyUsed<String, Bool>(costMax: ManifestStore.unreadableMax)
    }

    /// How many manifests are remembered as broken: they are tried again after that.
    private static let unreadableMax = 1000
    /// How often a put is made again that got no answer.
    private static let putsMax = 3
    /// How many manifests are read at once.
    private static let readsMax = 8
    /// How many objects are written at once: as many as keep a disk's or a store's queue full.
    private static let writesMax = 32

    /// Where the lake lies.
    let lake: LakeLocation
    private let store: any ObjectStore
    private let state: Mutex<State>

    init(store: any ObjectStore, cacheBytesMax: Int) {
        self.store = store
        lake = LakeLocation(root: store.location)
        state = Mutex(State(bytes: RecentlyUsed(costMax: cacheBytesMax)))
    }

    /// The manifests of a snapshot; none of no snapshot.
    func list(_ snapshot: Snapshot?) async throws(CatalogError) -> [ManifestFile] {
        guard let path = snapshot?.manifestList else { return [] }
        return try ManifestListReader.read(try await read(path), path: path).manifests
    }

    /// What a manifest lists.
    func entries(
        of manifest: ManifestFile,
        _ table: TableMetadata
    ) async throws(CatalogError) -> [ManifestEntry] {
        let path = manifest.manifestPath
        do throws(CatalogError) {
            var bytes = state.withLock { $0.bytes.value(path) }
            if bytes == nil { bytes = try await read(path) }
            return try ManifestReader.read(bytes ?? [], as: manifest, table: table).entries
        } catch {
            if error.code == .corrupt {
                state.withLock { $0.unreadable.insert(true, for: path, cost: 1) }
            }
            throw error
        }
    }

    /// Reads manifests that will be asked for next, several at once, as far as they are not in
    /// memory and fit in there; what cannot be read tells when it is asked for.
    func prefetch(_ manifests: [ManifestFile]) async {
        let paths = manifests.map(\.manifestPath)
        var absent = state.withLock { state in paths.filter { state.bytes.value($0) == nil } }[...]
        await withTaskGroup(of: Void.self) { group in
            for path in absent.prefix(Self.readsMax) { group.addTask { await self.fetch(path) } }
            absent = absent.dropFirst(Self.readsMax)
            while await group.next() != nil {
                guard let path = absent.popFirst() else { continue }
                group.addTask { await self.fetch(path) }
            }
        }
    }

    private func fetch(_ path: String) async {
        guard let bytes = try? await read(path) else { return }
        state.withLock { $0.bytes.insert(bytes, for: path, cost: bytes.count) }
    }

    /// Those of the manifests that were found broken.
    func unreadable(of paths: Set<String>) -> Set<String> {
        state.withLock { state in
            guard state.unreadable.count > 0 else { return [] }
            return paths.filter { state.unreadable.value($0) != nil }
        }
    }

    /// Writes objects, many at once.
    ///
    /// - Parameters:
    ///   - puts: the objects.
    ///   - isDeferred: whether a later put into their folder will have the disk keep them.
    /// - Throws: the first failure; what was written stays.
    func put(_ puts: [Put], isDeferred: Bool) async throws(CatalogError) {
        let failures = await withTaskGroup(of: CatalogError?.self) { group in
            var failures: [CatalogError] = []
            for (index, put) in puts.enumerated() {
                if index >= Self.writesMax, let failure = await group.next() {
                    if let failure { failures.append(failure) }
                    // The rest would be written for nothing.
                    guard failures.isEmpty else { break }
                }
                group.addTask { await self.failure(of: put, isDeferred) }
            }
            for await failure in group { if let failure { failures.append(failure) } }
            return failures
        }
        if let failure = failures.first { throw failure }
    }

    /// Removes objects that nobody refers to; what cannot be removed stays for the expiry of
    /// orphans.
    func delete(_ keys: [ObjectKey]) async {
        for key in keys { try? await store.delete(key) }
    }

    private func failure(of put: Put, _ isDeferred: Bool) async -> CatalogError? {
        for _ in 0..<Self.putsMax {
            do throws(ObjectStoreError) {
                if isDeferred {
                    try await store.putDeferred(put.key, put.bytes, mode: .overwrite)
                } else {
                    try await store.put(put.key, put.bytes, mode: .overwrite)
                }
                if let path = put.manifest {
                    let cost = put.bytes.count
                    state.withLock { $0.bytes.insert(put.bytes, for: path, cost: cost) }
                }
                return nil
            } catch  where error.code == .outcomeUnknown {
                continue
            } catch {
                return Self.error(error, "writing \(put.key)")
            }
        }
        return CatalogError(.unavailable, "\(store.location) does not answer to puts of \(put.key)")
    }

    private func read(_ path: String) async throws(CatalogError) -> [UInt8] {
        guard let key = lake.key(path) else {
            throw CatalogError(.corrupt, "\(path) does not lie in the lake at \(lake.root)")
        }
        do throws(ObjectStoreError) {
            return try await store.get(key, range: nil)
        } catch {
            throw Self.error(error, "reading \(key)")
        }
    }

    private static func error(_ error: ObjectStoreError, _ what: String) -> CatalogError {
        let code: CatalogError.Code =
            switch error.code {
            case .notFound: .corrupt
            case .denied, .misconfigured: .denied
            case .invalidRequest: .invalidRequest
            case .unavailable, .outcomeUnknown, .full, .alreadyExists, .preconditionFailed:
                .unavailable
            }
        return CatalogError(code, "\(what): \(error.message)", retryAfter: error.retryAfter)
    }
}
