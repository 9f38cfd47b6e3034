import LakeModel
import Pipeline
import Synchronization

/// An archive that a test can look into, and that can be made to fail.
final class MemoryArchive: SchemaArchiving {
    private struct State {
        var kept: [ArchivedSchema] = []
        var isFull = false
    }

    struct Full: Error {}

    private let state = Mutex(State())

    func versions() throws -> [ArchivedSchema] {
        state.withLock { $0.kept }
    }

    func keep(_ version: ArchivedSchema) throws {
        try state.withLock { state in
            guard !state.isFull else { throw Full() }
            state.kept.append(version)
        }
    }

    func setFull(_ isFull: Bool) {
        state.withLock { $0.isFull = isFull }
    }
}
