import Synchronization

/// Bounds the bytes of bodies that all connections hold together.
package final class ByteBudget: Sendable {
    private let sizeMax: Int
    private let reserved = Atomic<Int>(0)

    /// The bytes reserved now.
    package var size: Int { reserved.load(ordering: .relaxed) }

    /// Creates a budget of `sizeMax` bytes.
    package init(sizeMax: Int) {
        self.sizeMax = sizeMax
    }

    /// Reserves `size` bytes until the reservation is let go of; nil when they do not fit.
    package func reserve(_ size: Int) -> ByteReservation? {
        take(size) ? ByteReservation(of: self, size: size) : nil
    }

    fileprivate func take(_ size: Int) -> Bool {
        let (_, total) = reserved.add(size, ordering: .relaxed)
        if total <= sizeMax { return true }
        give(size)
        return false
    }

    fileprivate func give(_ size: Int) {
        reserved.subtract(size, ordering: .relaxed)
    }
}

/// Bytes of a ``ByteBudget``, given back when nobody holds this any more.
package final class ByteReservation: Sendable {
    private let budget: ByteBudget
    private let size: Mutex<Int>

    fileprivate init(of budget: ByteBudget, size: Int) {
        self.budget = budget
        self.size = Mutex(size)
    }

    deinit {
        budget.give(size.withLock { $0 })
    }

    /// Makes the reservation at least `wanted` bytes; false when that does not fit.
    package func grow(to wanted: Int) -> Bool {
        size.withLock { size in
            guard wanted > size else { return true }
            // Steps, so that a body in small chunks does not come here for each.
            let grown = max(wanted, min(size * 2, size + 1 << 20))
            guard budget.take(grown - size) else { return false }
            size = grown
            return true
        }
    }
}
