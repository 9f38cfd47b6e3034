package import LakeModel
import Pipeline
import Synchronization

/// Judges requests by what is known of their tenant: its state, its tables, its quotas.
///
/// Asked for every request behind its credential and before its body, and answered at once: a look
/// into a dictionary, and for tenants with a rate a few multiplications under a lock.
public final class TenantDoor: Sendable {
    private let registry: TenantRegistry
    private let uptime: @Sendable () -> Duration
    private let quotas = Mutex(QuotaLedger())
    private let refusals = Mutex<[TenantRefusal: Int]>([:])

    /// Creates the door.
    ///
    /// - Parameters:
    ///   - registry: what is known of tenants.
    ///   - uptime: a clock that never goes back.
    public init(registry: TenantRegistry, uptime: @escaping @Sendable () -> Duration) {
        self.registry = registry
        self.uptime = uptime
    }

    /// How many requests were refused here since the start, by reason.
    public var refusalCounts: [TenantRefusal: Int] { refusals.withLock { $0 } }

    /// Whether a tenant is served at all, and what is known of it.
    ///
    /// - Throws: ``Problem`` 403, or 503 while the registry could not be read yet.
    package func admit(_ tenant: TenantID) throws(Problem) -> TenantRecord {
        guard let record = registry.record(of: tenant) else {
            throw refused(registry.isRead ? .unknownTenant : .registryUnread)
        }
        switch record.state {
        case .active: return record
        case .suspended: throw refused(.suspended)
        case .erasing, .erased: throw refused(.erased)
        }
    }

    /// Whether a tenant may touch a table.
    ///
    /// - Throws: ``Problem`` 403.
    package func admit(_ record: TenantRecord, to table: TableName) throws(Problem) {
        guard record.allows(table) else { throw refused(.tableNotAllowed) }
    }

    /// Whether a tenant may send a body of that size.
    ///
    /// - Throws: ``Problem`` 413 when `size` is more.
    package func admit(_ record: TenantRecord, bodyOf size: Int) throws(Problem) {
        guard let sizeMax = record.quota.requestBytesMax?.value, size > sizeMax else { return }
        throw refused(.requestTooLarge, .bodyTooLarge(sizeMax))
    }

    /// Charges a request to its tenant's rates; nil: it has none.
    ///
    /// - Throws: ``Problem`` 429 with the time that it takes until the request could come.
    package func charge(
        _ tenant: TenantID,
        _ quota: TenantQuota,
        bytes: Int
    ) throws(Problem) -> QuotaCharge? {
        guard quota.eventsPerSecond?.value != nil || quota.bytesPerSecond?.value != nil else {
            return nil
        }
        let now = uptime()
        let verdict = quotas.withLock { $0.judge(tenant, quota, bytes: bytes, now: now) }
        switch verdict {
        case .admitted(let events):
            return QuotaCharge(door: self, tenant: tenant, events: events, bytes: bytes)
        case .refused(let rate, let wait):
            let reason: TenantRefusal = rate == .events ? .eventsQuota : .bytesQuota
            throw refused(reason, .quotaExceeded(reason.detail, retryAfter: wait))
        }
    }

    /// The pipeline refused a request by what only it knows.
    func count(_ error: IngestError) {
        switch error.code {
        case .quotaExceeded: count(.openTablesQuota)
        case .throttled: count(.share)
        default: break
        }
    }

    func settle(
        _ tenant: TenantID,
        events: Int?,
        charged: Int,
        bytes: Int,
        chargedBytes: Int
    ) {
        let now = uptime()
        quotas.withLock {
            $0.settle(
                tenant,
                events: events,
                charged: charged,
                bytes: bytes,
                chargedBytes: chargedBytes,
                now: now
            )
        }
    }

    private func refused(_ refusal: TenantRefusal, _ problem: Problem? = nil) -> Problem {
        count(refusal)
        return problem ?? .tenant(refusal)
    }

    private func count(_ refusal: TenantRefusal) {
        refusals.withLock { $0[refusal, default: 0] += 1 }
    }
}
