package import LakeModel
import Synchronization

/// Bounds the bytes of bodies that all connections hold together, and each tenant's share of them.
package final class ByteBudget: Sendable {
    private let sizeMax: Int
    private let shareSizeMax: Int
    private let reserved = Atomic<Int>(0)
    /// What tenants hold; those that hold nothing are not there.
    private let shares = Mutex<[TenantID: Int]>([:])

    /// The bytes reserved now.
    package var size: Int { reserved.load(ordering: .relaxed) }

    /// Creates a budget of `sizeMax` bytes, of which a tenant holds at most `shareSizeMax`.
    package init(sizeMax: Int, shareSizeMax: Int = .max) {
        self.sizeMax = sizeMax
        self.shareSizeMax = shareSizeMax
    }

    /// Reserves `size` bytes until the reservation is let go of.
    ///
    /// - Parameters:
    ///   - size: how many bytes.
    ///   - tenant: whose share they count in; nil: nobody's.
    /// - Returns: nil when they do not fit.
    package func reserve(_ size: Int, for tenant: TenantID? = nil) -> ByteReservation? {
        take(size, for: tenant) ? ByteReservation(of: self, size: size, tenant: tenant) : nil
    }

    /// Takes `size` bytes, to be given back by ``give(_:for:)``; false when they do not fit.
    func take(_ size: Int, for tenant: TenantID?) -> Bool {
        if let tenant {
            let isGranted = shares.withLock { shares in
                let held = shares[tenant, default: 0]
                guard size <= shareSizeMax - held else { return false }
                shares[tenant] = held + size
                return true
            }
            guard isGranted else { return false }
        }
        let (_, total) = reserved.add(size, ordering: .relaxed)
        if total <= sizeMax { return true }
        give(size, for: tenant)
        return false
    }

    /// Gives bytes back that ``take(_:for:)`` has granted.
    func give(_ size: Int, for tenant: TenantID?) {
        reserved.subtract(size, ordering: .relaxed)
        guard let tenant else { return }
        shares.withLock { shares in
            let rest = shares[tenant, default: 0] - size
            shares[tenant] = rest > 0 ? rest : nil
        }
    }
}
