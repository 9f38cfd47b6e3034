import Iceberg
import Synchronization

/// Counts from 0.
final class Counter: Sendable {
    private let count = Mutex(0)

    /// The number of calls before this one.
    func next() -> Int {
        count.withLock { count in
            defer { count += 1 }
            return count
        }
    }
}

/// Keeps a table for later.
final class Kept: Sendable {
    private let value = Mutex<CatalogTable?>(nil)

    var table: CatalogTable? {
        get { value.withLock { $0 } }
        set { value.withLock { $0 = newValue } }
    }
}
