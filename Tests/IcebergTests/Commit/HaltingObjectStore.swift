import Iceberg
import ObjectStorage
import Synchronization

/// A store as seen by a process that dies, or falls asleep, at one of its requests.
final class HaltingObjectStore: ObjectStore {
    /// What becomes of the process.
    enum Halt: Hashable, Sendable, CaseIterable {
        /// It dies before the request.
        case before
        /// It dies behind the request, and never hears of its outcome.
        case after
        /// It, or the network, falls asleep before the request and goes on when it is woken.
        case asleep
    }

    private enum Fate { case go, goneBefore, goneAfter, sleep }

    private struct State {
        var count = 0
        var sleeper: CheckedContinuation<Void, Never>?
        var onSleep: CheckedContinuation<Void, Never>?
        var isAwake = false
    }

    private let store: any ObjectStore
    private let request: Int
    private let halt: Halt
    private let state = Mutex(State())

    let location: String

    /// Whether there were as many requests.
    var hasHalted: Bool { state.withLock { $0.count > request } }

    init(_ store: any ObjectStore, at request: Int, _ halt: Halt) {
        self.store = store
        self.request = request
        self.halt = halt
        location = store.location
    }

    /// Returns when the process sleeps, or, once told so by ``wake()``, never will.
    func waitForSleep() async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.sleeper != nil || state.isAwake { return true }
                state.onSleep = continuation
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// Lets the process go on.
    func wake() {
        let (sleeper, waiter) = state.withLock { state in
            state.isAwake = true
            defer { (state.sleeper, state.onSleep) = (nil, nil) }
            return (state.sleeper, state.onSleep)
        }
        sleeper?.resume()
        waiter?.resume()
    }

    private func call<Success: Sendable>(
        _ body: () async throws(ObjectStoreError) -> Success
    ) async throws(ObjectStoreError) -> Success {
        switch fate() {
        case .go: return try await body()
        case .goneBefore: throw ObjectStoreError(.unavailable, "the process is gone")
        case .goneAfter:
            _ = try await body()
            throw ObjectStoreError(.outcomeUnknown, "the process is gone")
        case .sleep:
            await withCheckedContinuation { continuation in
                let waiter = state.withLock { state in
                    state.sleeper = continuation
                    return state.onSleep.take()
                }
                waiter?.resume()
            }
            return try await body()
        }
    }

    private func fate() -> Fate {
        state.withLock { state in
            defer { state.count += 1 }
            switch halt {
            case .before: return state.count < request ? .go : .goneBefore
            case .after:
                return state.count < request
                    ? .go : state.count == request ? .goneAfter : .goneBefore
            case .asleep: return state.count == request ? .sleep : .go
            }
        }
    }

    @discardableResult
    func put(
        _ key: ObjectKey,
        _ bytes: [UInt8],
        mode: PutMode
    ) async throws(ObjectStoreError) -> ObjectAttributes {
        try await call { () throws(ObjectStoreError) in
            try await store.put(key, bytes, mode: mode)
        }
    }

    func beginMultipart(
        _ key: ObjectKey,
        mode: PutMode
    ) async throws(ObjectStoreError) -> any MultipartUpload {
        try await store.beginMultipart(key, mode: mode)
    }

    func get(_ key: ObjectKey, range: Range<Int>?) async throws(ObjectStoreError) -> [UInt8] {
        try await call { () throws(ObjectStoreError) in try await store.get(key, range: range) }
    }

    func head(_ key: ObjectKey) async throws(ObjectStoreError) -> ObjectAttributes {
        try await call { () throws(ObjectStoreError) in try await store.head(key) }
    }

    func list(
        prefix: String,
        after: ObjectKey?
    ) async throws(ObjectStoreError) -> ObjectPage {
        try await call { () throws(ObjectStoreError) in
            try await store.list(prefix: prefix, after: after)
        }
    }

    func listFolders(
        below prefix: String,
        after: String?
    ) async throws(ObjectStoreError) -> FolderPage {
        try await call { () throws(ObjectStoreError) in
            try await store.listFolders(below: prefix, after: after)
        }
    }

    func delete(_ key: ObjectKey) async throws(ObjectStoreError) {
        try await call { () throws(ObjectStoreError) in try await store.delete(key) }
    }
}
