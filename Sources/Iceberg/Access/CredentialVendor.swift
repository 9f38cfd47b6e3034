public import LakeModel
public import ObjectStorage

/// Hands out credentials that open one table of one tenant and nothing else.
///
/// Credentials are kept and handed out again while at least half of the time that was granted is
/// left, so that a reader's long query outlives its request; one request for new ones is under way
/// per table and access, whoever waits for it. Before the first are handed out, a ``VendedScope`` proves that the
/// store holds them to their policy.
public actor CredentialVendor {
    /// How many tables' credentials are kept: some 2 KiB each.
    private static let entriesMax = 10_000
    /// How long a refusal that only an operator can mend is passed on without asking again: long
    /// enough that clients who retry do not become a load on the token service.
    private static let refusalDuration: Duration = .seconds(30)
    /// The same for a service that is away: short, and yet not every reader waits for it in vain.
    private static let absenceDuration: Duration = .seconds(5)

    private typealias Outcome = Result<Credentials, ObjectStoreError>

    /// Credentials, and since when they are here.
    private struct Kept {
        let credentials: Credentials
        let since: UnixTime

        /// How long they still hold; nothing where the service did not say.
        func remaining(at now: UnixTime) -> Duration {
            credentials.expiration.map { $0 - now } ?? .zero
        }

        /// Whether at least half of what was granted is left: a service may grant less than it was
        /// asked for, as it does to a session that assumes a role.
        func isFresh(at now: UnixTime) -> Bool {
            let left = remaining(at: now)
            return left > .zero && left * 2 >= remaining(at: since)
        }
    }

    /// What credentials are kept for.
    private struct Use: Hashable {
        let table: TableIdentifier
        let mayChange: Bool
    }

    private let sts: STSClient
    private let settings: S3Settings
    private let scope: any VendedScope
    private let runtime: ObjectStoreRuntime
    private var kept: [Use: Kept] = [:]
    private var fetching: [Use: Task<Outcome, Never>] = [:]
    private var refusal: (error: ObjectStoreError, until: UnixTime)?
    private var isScopeProven = false

    /// Creates a vendor that has asked nobody for anything yet.
    ///
    /// - Parameters:
    ///   - sts: the token service, with our own credentials.
    ///   - settings: the lake's bucket, as its readers reach it.
    ///   - scope: what proves that the store holds sessions to their policy.
    ///   - runtime: the clock.
    public init(
        sts: STSClient,
        settings: S3Settings,
        scope: any VendedScope,
        runtime: ObjectStoreRuntime
    ) {
        self.sts = sts
        self.settings = settings
        self.scope = scope
        self.runtime = runtime
    }

    /// Credentials for a table's files.
    ///
    /// - Parameters:
    ///   - table: the table.
    ///   - mayChange: whether its files may be written and deleted as well.
    /// - Returns: credentials that the store was found to hold to their policy.
    /// - Throws: ``ObjectStorage/ObjectStoreError``; `.denied` and `.misconfigured` until an
    ///   operator mends it, `.unavailable` when asking again later may help. A catalog answers
    ///   without credentials then, and its reader needs its own.
    public func credentials(
        for table: TableIdentifier,
        mayChange: Bool = false
    ) async throws(ObjectStoreError) -> VendedCredentials {
        let use = Use(table: table, mayChange: mayChange)
        let now = runtime.now()
        let current = kept[use]
        if let current, current.isFresh(at: now) {
            return VendedCredentials(current.credentials, settings)
        }
        // Before anybody is asked: what is wrong with one tenant's policy says nothing of others'.
        let policy = try SessionPolicy(
            table,
            mayChange: mayChange,
            in: settings.location,
            region: settings.region
        )
        if let refusal, now < refusal.until {
            guard let current, current.remaining(at: now) > .zero else { throw refusal.error }
            return VendedCredentials(current.credentials, settings)
        }
        switch await fetch(use, policy) {
        case .success(let credentials): return VendedCredentials(credentials, settings)
        case .failure(let error):
            // What is at hand still opens doors: a service that is away is no failure yet.
            guard let current, current.remaining(at: runtime.now()) > .zero else { throw error }
            return VendedCredentials(current.credentials, settings)
        }
    }

    private func fetch(_ use: Use, _ policy: SessionPolicy) async -> Outcome {
        if let task = fetching[use] { return await task.value }
        let isProven = isScopeProven
        let task = Task { [sts, scope] in
            await Self.fetch(use.table.tenant, policy, sts, isProven ? nil : scope)
        }
        fetching[use] = task
        let outcome = await task.value
        fetching[use] = nil
        switch outcome {
        case .success(let credentials):
            isScopeProven = true
            refusal = nil
            keep(credentials, use)
        case .failure(let error):
            let isAway = error.code == .unavailable
            let pause = isAway ? Self.absenceDuration : Self.refusalDuration
            refusal = (error, runtime.now() + pause)
        }
        return outcome
    }

    /// Credentials that `scope` found narrow, where there is one.
    private static func fetch(
        _ tenant: TenantID,
        _ policy: SessionPolicy,
        _ sts: STSClient,
        _ scope: (any VendedScope)?
    ) async -> Outcome {
        do throws(ObjectStoreError) {
            let credentials = try await sts.assumeRole(
                sessionName: tenant.name,
                policy: policy.json
            )
            try await scope?.prove(credentials)
            return .success(credentials)
        } catch {
            return .failure(error)
        }
    }

    private func keep(_ credentials: Credentials, _ use: Use) {
        let now = runtime.now()
        if kept.count >= Self.entriesMax {
            kept = kept.filter { $0.value.remaining(at: now) > .zero }
            if kept.count >= Self.entriesMax { kept = [:] }
        }
        kept[use] = Kept(credentials: credentials, since: now)
    }
}
