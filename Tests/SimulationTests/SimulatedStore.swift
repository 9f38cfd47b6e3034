import LakeTesting
import ObjectStorage
import Synchronization

/// A store in memory that fails as stores do, by a seed; what it holds survives every crash.
final class SimulatedStore: ObjectStore {
    private struct State {
        var objects: [ObjectKey: [UInt8]] = [:]
        var generator: SeededGenerator
        /// Operations of a thousand that fail.
        var failures = 0
        var randomNames = 0
    }

    private enum Fate {
        case done
        /// The request never arrives.
        case lost
        /// The request is carried out, and the answer never arrives.
        case unanswered
    }

    private let state: Mutex<State>
    private let mistake: Mistake?

    init(seed: UInt64, mistake: Mistake?) {
        state = Mutex(State(generator: SeededGenerator(seed: seed)))
        self.mistake = mistake
    }

    let location = "memory://simulation"

    /// How many operations of a thousand fail from now on.
    func fail(thousandths: Int) {
        state.withLock { $0.failures = thousandths }
    }

    /// All that the store holds.
    var objects: [ObjectKey: [UInt8]] { state.withLock { $0.objects } }

    func put(
        _ key: ObjectKey,
        _ bytes: [UInt8],
        mode: PutMode
    )
        async throws(ObjectStoreError) -> ObjectAttributes
    {
        await travel()
        let fate = drawFate()
        if fate == .lost { throw ObjectStoreError(.unavailable, "the request was lost") }
        let stored = state.withLock { state in
            guard mode == .overwrite || state.objects[key] == nil else { return false }
            state.objects[key] = bytes
            return true
        }
        await travel()
        if fate == .unanswered { throw ObjectStoreError(.outcomeUnknown, "the answer was lost") }
        guard stored else { throw ObjectStoreError(.alreadyExists, "\(key) exists") }
        return ObjectAttributes(key: key, size: bytes.count, entityTag: "")
    }

    func head(_ key: ObjectKey) async throws(ObjectStoreError) -> ObjectAttributes {
        await travel()
        if drawFate() != .done { throw ObjectStoreError(.unavailable, "the request was lost") }
        guard mistake != .namesFilesAtRandom, let bytes = objects[key] else {
            throw ObjectStoreError(.notFound, "\(key) is not there")
        }
        return ObjectAttributes(key: key, size: bytes.count, entityTag: "")
    }

    func beginMultipart(
        _ key: ObjectKey,
        mode: PutMode
    )
        async throws(ObjectStoreError) -> any MultipartUpload
    {
        await travel()
        if drawFate() != .done { throw ObjectStoreError(.unavailable, "the request was lost") }
        return SimulatedUpload(key: key, mode: mode, store: self)
    }

    func get(_ key: ObjectKey, range: Range<Int>?) async throws(ObjectStoreError) -> [UInt8] {
        preconditionFailure("the pipeline reads nothing back")
    }

    func list(prefix: String, after: ObjectKey?) async throws(ObjectStoreError) -> ObjectPage {
        preconditionFailure("the pipeline lists nothing")
    }

    func listFolders(
        below prefix: String,
        after: String?
    )
        async throws(ObjectStoreError) -> FolderPage
    {
        await travel()
        if drawFate() != .done { throw ObjectStoreError(.unavailable, "the request was lost") }
        return FolderPage(keys: objects.keys, below: prefix, after: after)
    }

    func delete(_ key: ObjectKey) async throws(ObjectStoreError) {
        preconditionFailure("the pipeline deletes nothing")
    }

    /// Part of the planted bug: a number that is another at every call.
    fileprivate func drawName() -> Int {
        state.withLock { state in
            state.randomNames += 1
            return state.randomNames
        }
    }

    /// Lets anything else happen first.
    func travel() async {
        let hops = state.withLock { Int.random(in: 0...2, using: &$0.generator) }
        for _ in 0..<hops { await Task.yield() }
    }

    private func drawFate() -> Fate {
        state.withLock { state in
            guard state.generator.chance(state.failures) else { return .done }
            return state.generator.chance(500) ? .lost : .unanswered
        }
    }
}

extension SimulatedStore {
    /// The store as a writer sees it: itself, or behind the bug of random file names.
    var seenByWriter: any ObjectStore {
        mistake == .namesFilesAtRandom ? RandomNames(store: self) : self
    }

    /// Puts every object under another name than it was told.
    private struct RandomNames: ObjectStore {
        let store: SimulatedStore

        var location: String { store.location }

        private func other(_ key: ObjectKey) -> ObjectKey {
            ObjectKey("\(key.path.dropLast(8))-\(store.drawName()).parquet")
        }

        func put(
            _ key: ObjectKey,
            _ bytes: [UInt8],
            mode: PutMode
        )
            async throws(ObjectStoreError) -> ObjectAttributes
        {
            try await store.put(other(key), bytes, mode: mode)
        }

        func beginMultipart(
            _ key: ObjectKey,
            mode: PutMode
        )
            async throws(ObjectStoreError) -> any MultipartUpload
        {
            try await store.beginMultipart(other(key), mode: mode)
        }

        func get(_ key: ObjectKey, range: Range<Int>?) async throws(ObjectStoreError) -> [UInt8] {
            try await store.get(key, range: range)
        }

        func head(_ key: ObjectKey) async throws(ObjectStoreError) -> ObjectAttributes {
            try await store.head(other(key))
        }

        func list(prefix: String, after: ObjectKey?) async throws(ObjectStoreError) -> ObjectPage {
            try await store.list(prefix: prefix, after: after)
        }

        func listFolders(
            below prefix: String,
            after: String?
        )
            async throws(ObjectStoreError) -> FolderPage
        {
            try await store.listFolders(below: prefix, after: after)
        }

        func delete(_ key: ObjectKey) async throws(ObjectStoreError) {
            try await store.delete(key)
        }
    }
}
