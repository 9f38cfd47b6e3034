import Synchronization

/// Counts the connections of all loops.
final class ConnectionCount: Sendable {
    private let countMax: Int
    private let count = Atomic<Int>(0)

    init(countMax: Int) {
        self.countMax = countMax
    }

    /// Counts one more.
    ///
    /// - Returns: Whether it is one too many; it counts all the same until ``remove()``.
    func add() -> Bool {
        count.add(1, ordering: .relaxed).newValue > countMax
    }

    /// Counts one less.
    func remove() {
        count.subtract(1, ordering: .relaxed)
    }
}
