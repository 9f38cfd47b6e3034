import LakeModel
import Synchronization

/// The keys that tenants' objects are encrypted with, asked before every put.
///
/// The store is opened before anything is known of tenants, for what is known lies in it: whoever
/// learns of them says so here, before the first object of a tenant is put.
final class TenantKeys: Sendable {
    private let source = Mutex<@Sendable (TenantID) -> KMSKeyName?>({ _ in nil })

    /// The tenant's key; nil: it has none of its own.
    func key(of tenant: String) -> String? {
        guard let tenant = try? TenantID(tenant) else { return nil }
        // Called outside of the lock: the source has one of its own.
        let source = self.source.withLock { $0 }
        return source(tenant).map { "\($0)" }
    }

    /// Asks there from now on.
    func ask(_ source: @escaping @Sendable (TenantID) -> KMSKeyName?) {
        self.source.withLock { $0 = source }
    }
}
