import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Synchronization

/// Clocks that a test turns, and chance that a seed draws.
final class CatalogWorld: Sendable {
    private struct State {
        var uptime: Duration = .zero
        var wall = UnixTime(seconds: 1_767_323_045)
        var generator: SeededGenerator
    }

    private let state: Mutex<State>

    init(seed: UInt64 = 1) {
        state = Mutex(State(generator: SeededGenerator(seed: seed)))
    }

    /// Pauses pass on both clocks, and let others go first.
    var runtime: ObjectStoreRuntime {
        ObjectStoreRuntime(
            now: { self.state.withLock { $0.wall } },
            uptime: { self.state.withLock { $0.uptime } },
            random: { self.draw() },
            sleep: { pause in
                self.pass(pause)
                for _ in 0..<self.yields() { await Task.yield() }
            }
        )
    }

    private func draw() -> Double {
        state.withLock { Double.random(in: 0..<1, using: &$0.generator) }
    }

    private func yields() -> Int {
        state.withLock { Int.random(in: 1...20, using: &$0.generator) }
    }

    /// Time passes.
    func pass(_ duration: Duration) {
        state.withLock { state in
            state.uptime += duration
            state.wall = state.wall + duration
        }
    }

    /// Somebody sets the clock on the wall.
    func setWall(by duration: Duration) {
        state.withLock { $0.wall = $0.wall + duration }
    }

    /// A catalog of a process of its own.
    func catalog(
        _ store: any ObjectStore,
        _ settings: CatalogSettings = CatalogSettings()
    ) -> ObjectStoreCatalog {
        ObjectStoreCatalog(store: store, settings: settings, runtime: runtime)
    }
}
