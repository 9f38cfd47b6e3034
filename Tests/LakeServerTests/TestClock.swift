import Synchronization

/// A wall clock that a test turns; it begins on 2025-01-01.
final class TestClock: Sendable {
    private let seconds = Mutex<Int64>(1_735_689_600)

    var now: Int64 { seconds.withLock { $0 } }
    var read: @Sendable () -> Int64 { { self.now } }

    func advance(by seconds: Int64) {
        self.seconds.withLock { $0 += seconds }
    }
}
