import LakeModel
import Synchronization

/// Bytes of a ``ByteBudget``, given back when nobody holds this any more.
package final class ByteReservation: Sendable {
    private let budget: ByteBudget
    private let tenant: TenantID?
    private let size: Mutex<Int>

    init(of budget: ByteBudget, size: Int, tenant: TenantID?) {
        self.budget = budget
        self.tenant = tenant
        self.size = Mutex(size)
    }

    deinit {
        budget.give(size.withLock { $0 }, for: tenant)
    }

    /// Makes the reservation at least `wanted` bytes; false when that does not fit.
    package func grow(to wanted: Int) -> Bool {
        size.withLock { size in
            guard wanted > size else { return true }
            // Steps, so that a body in small chunks does not come here for each.
            let grown = max(wanted, min(size * 2, size + 1 << 20))
            guard budget.take(grown - size, for: tenant) else { return false }
            size = grown
            return true
        }
    }
}
