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

    /// Takes `size` bytes, to be given back by ``give(_:)``; false when they do not fit.
    func take(_ size: Int) -> Bool {
        let (_, total) = reserved.add(size, ordering: .relaxed)
        if total <= sizeMax { return true }
        give(size)
        return false
    }

    /// Gives bytes back that ``take(_:)`` has granted.
    func give(_ size: Int) {
        reserved.subtract(size, ordering: .relaxed)
    }
}
