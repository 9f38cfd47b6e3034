import LakeTesting
import ObjectStorage
import Synchronization

/// A store in memory that fails as stores do, by a seed; what it holds survives every crash.
final class SimulatedStore: ObjectStore {
    private struct State {
        var generator: SeededGenerator
        /// Operations of a thousand that fail.
        var failures = 0
    }

    private enum Fate {
        case done
        /// The request never arrives.
        case lost
        /// The request is carried out, and the answer never arrives.
        case unanswered
    }

    /// What the store holds: below every failure.
    let objects = InMemoryObjectStore()
    private let state: Mutex<State>

    init(seed: UInt64) {
        state = Mutex(State(generator: SeededGenerator(seed: seed)))
    }

    let location = "memory://simulation"

    /// How many operations of a thousand fail from now on.
    func fail(thousandths: Int) {
        state.withLock { $0.failures = thousandths }
    }

    func put(
        _ key: ObjectKey,
        _ bytes: [UInt8],
        mode: PutMode
    )
        async throws(ObjectStoreError) -> ObjectAttributes
    {
        try await change { () throws(ObjectStoreError) in
            try await objects.put(key, bytes, mode: mode)
        }
    }

    func head(_ key: ObjectKey) async throws(ObjectStoreError) -> ObjectAttributes {
        try await read { () throws(ObjectStoreError) in try await objects.head(key) }
    }

    func beginMultipart(
        _ key: ObjectKey,
        mode: PutMode
    )
        async throws(ObjectStoreError) -> any MultipartUpload
    {
        try await read { () throws(ObjectStoreError) in }
        return SimulatedUpload(key: key, mode: mode, store: self)
    }

    func get(_ key: ObjectKey, range: Range<Int>?) async throws(ObjectStoreError) -> [UInt8] {
        try await read { () throws(ObjectStoreError) in try await objects.get(key, range: range) }
    }

    func list(prefix: String, after: ObjectKey?) async throws(ObjectStoreError) -> ObjectPage {
        try await read { () throws(ObjectStoreError) in
            try await objects.list(prefix: prefix, after: after)
        }
    }

    func listFolders(
        below prefix: String,
        after: String?
    )
        async throws(ObjectStoreError) -> FolderPage
    {
        try await read { () throws(ObjectStoreError) in
            try await objects.listFolders(below: prefix, after: after)
        }
    }

    func delete(_ key: ObjectKey) async throws(ObjectStoreError) {
        try await change { () throws(ObjectStoreError) in try await objects.delete(key) }
    }

    private func read<Answer>(
        _ body: () async throws(ObjectStoreError) -> Answer
    ) async throws(ObjectStoreError) -> Answer {
        await travel()
        if drawFate() != .done { throw ObjectStoreError(.unavailable, "the request was lost") }
        return try await body()
    }

    private func change<Answer>(
        _ body: () async throws(ObjectStoreError) -> Answer
    ) async throws(ObjectStoreError) -> Answer {
        await travel()
        let fate = drawFate()
        if fate == .lost { throw ObjectStoreError(.unavailable, "the request was lost") }
        let answer: Answer
        do throws(ObjectStoreError) {
            answer = try await body()
        } catch {
            await travel()
            if fate == .unanswered { throw unanswered }
            throw error
        }
        await travel()
        if fate == .unanswered { throw unanswered }
        return answer
    }

    private var unanswered: ObjectStoreError {
        ObjectStoreError(.outcomeUnknown, "the answer was lost")
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
