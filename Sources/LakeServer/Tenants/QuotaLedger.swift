package import LakeModel

/// What each tenant has used of its rates: a value that is told the time.
///
/// A request is charged its bytes when its head is judged. How many events it holds is known only
/// after they are decoded: it is charged as many as a body of its size had the last time, and the
/// difference when it ends. So a hundred requests at once do not all slip through before the first
/// is counted.
package struct QuotaLedger: Sendable {
    /// Which rate was exceeded.
    package enum Rate: String, Hashable, Sendable, CaseIterable {
        /// Events a second.
        case events
        /// Bytes a second.
        case bytes
    }

    /// What becomes of a request.
    package enum Verdict: Hashable, Sendable {
        /// It may come; it was charged so many events.
        case admitted(events: Int)
        /// It may not, before that time has passed.
        case refused(Rate, wait: Duration)
    }

    private struct Account: Sendable {
        var events: TokenBucket?
        var bytes: TokenBucket?
        /// How large an event of the last request was; nil: there was none yet.
        var bytesPerEvent: Int?

        func eventsExpected(in bytes: Int) -> Int {
            bytesPerEvent.map { max(1, bytes / $0) } ?? 1
        }
    }

    private var accounts: [TenantID: Account] = [:]
    /// How many accounts are kept before those that owe nothing are dropped.
    private var sweepsAt = sweepsAtMin

    private static let sweepsAtMin = 1024

    /// Tenants that an account is kept for.
    package var count: Int { accounts.count }

    /// Creates a ledger in which nobody has used anything.
    package init() {}

    /// Judges a request, and charges it when it may come.
    ///
    /// - Parameters:
    ///   - tenant: whose request it is.
    ///   - quota: what the tenant may have, now.
    ///   - bytes: how large the body is said to be; 0 where that is not known yet.
    ///   - now: the time, since a fixed moment.
    /// - Returns: whether it may come.
    package mutating func judge(
        _ tenant: TenantID,
        _ quota: TenantQuota,
        bytes: Int,
        now: Duration
    ) -> Verdict {
        sweep(now)
        var account = accounts[tenant] ?? Account()
        defer { accounts[tenant] = account }
        let burst = quota.burstSeconds ?? TenantQuota.burstSecondsDefault
        Self.adjust(&account.events, to: quota.eventsPerSecond, burst, now)
        Self.adjust(&account.bytes, to: quota.bytesPerSecond, burst, now)
        let events = account.eventsExpected(in: bytes)
        let waits = [
            account.events?.wait(for: events, at: now).map { (Rate.events, $0) },
            account.bytes?.wait(for: bytes, at: now).map { (Rate.bytes, $0) },
        ].compactMap(\.self)
        if let longest = waits.max(by: { $0.1 < $1.1 }) {
            return .refused(longest.0, wait: longest.1)
        }
        account.events?.take(events, at: now)
        account.bytes?.take(bytes, at: now)
        return .admitted(events: events)
    }

    /// Settles what a request had beyond, or short of, what it was charged.
    ///
    /// - Parameters:
    ///   - tenant: whose request it was.
    ///   - events: how many events it had; nil: it did not come so far, and has none.
    ///   - charged: how many events it was charged.
    ///   - bytes: how large its body was.
    ///   - chargedBytes: how many bytes it was charged.
    ///   - now: the time, since a fixed moment.
    package mutating func settle(
        _ tenant: TenantID,
        events: Int?,
        charged: Int,
        bytes: Int,
        chargedBytes: Int,
        now: Duration
    ) {
        guard var account = accounts[tenant] else { return }
        account.events?.settle((events ?? 0) - charged, at: now)
        account.bytes?.settle(bytes - chargedBytes, at: now)
        if let events, events > 0 { account.bytesPerEvent = max(1, bytes / events) }
        accounts[tenant] = account
    }

    private static func adjust(
        _ bucket: inout TokenBucket?,
        to limit: TenantLimit?,
        _ burst: Int,
        _ now: Duration
    ) {
        guard let rate = limit?.value else { return bucket = nil }
        guard let known = bucket else {
            return bucket = TokenBucket(rate: rate, burstSeconds: burst, now: now)
        }
        guard !known.holds(rate: rate, burstSeconds: burst) else { return }
        bucket?.change(rate: rate, burstSeconds: burst, at: now)
    }

    /// Drops the accounts whose buckets are full, when there are twice as many as after the last
    /// time: a new one would be the same.
    private mutating func sweep(_ now: Duration) {
        guard accounts.count >= sweepsAt else { return }
        accounts = accounts.filter { _, account in
            var account = account
            let eventsAreFull = account.events?.isFull(at: now) ?? true
            let bytesAreFull = account.bytes?.isFull(at: now) ?? true
            return !(eventsAreFull && bytesAreFull)
        }
        sweepsAt = max(Self.sweepsAtMin, accounts.count * 2)
    }
}
