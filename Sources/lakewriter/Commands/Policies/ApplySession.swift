import Foundation
import LakeModel
import ObjectStorage
import TenantPolicies

/// One run of `policies apply`: compares, changes, looks again, and audits.
struct ApplySession: Sendable {
    let source: PolicySource
    let iam: IAMClient
    let options: IAMOptions
    let isDryRun: Bool
    let audit: AuditTrail

    private var applier: PolicyApplier {
        PolicyApplier(
            iam: iam,
            dialect: options.dialect(of: iam),
            path: LakePrincipals.path,
            runtime: .live
        )
    }

    // MARK: Users

    /// The users under our path, and where no paths are kept all users, by their names.
    func users() async throws -> [String: IAMUser] {
        let users = try await iam.users(path: LakePrincipals.path)
        return Dictionary(users.map { ($0.name, $0) }) { first, _ in first }
    }

    /// Whether a user was made by this program for a tenant of this lake.
    func isOurs(_ user: IAMUser) -> Bool {
        user.name.hasPrefix(source.principals.prefix + "-")
            && (user.path == LakePrincipals.path || !options.dialect(of: iam).keepsPaths)
    }

    /// Makes a tenant's user as it should be.
    func applyUser(of tenant: PolicyTenant, known: [String: IAMUser]) async -> TenantOutcome {
        var outcome = TenantOutcome(tenant: tenant.id.name)
        await attempt(&outcome, tenant.id) { outcome in
            let applier = applier
            let name = try source.principals.userName(of: tenant.id)
            let generated = try source.document(.identity, of: tenant)
            let (document, dropped) = try applier.dialect.adapted(generated)
            outcome.dropped = dropped
            let wanted = PrincipalWanted(
                user: name,
                path: LakePrincipals.path,
                document: PolicyText(document),
                dialect: applier.dialect
            )
            // One of that name under another path is somebody else's, and must be seen.
            var user = known[name]
            if user == nil { user = try await iam.user(name) }
            let plan = try PolicyPlan(
                wanted,
                from: try await applier.current(user, comparedWith: wanted),
                dialect: applier.dialect
            )
            outcome.strangers = plan.strangers
            try await carryOut(plan.changes, &outcome, tenant.id) {
                let user = try await iam.user(name)
                let current = try await applier.current(user, comparedWith: wanted)
                return try PolicyPlan(wanted, from: current, dialect: applier.dialect).changes
            }
        }
        return outcome
    }

    /// Takes a user away whom no tenant has any more.
    func remove(_ user: IAMUser) async -> TenantOutcome {
        let name = String(user.name.dropFirst(source.principals.prefix.utf8.count + 1))
        let tenant = try? TenantID(name)
        var outcome = TenantOutcome(tenant: name)
        await attempt(&outcome, tenant) { outcome in
            let keys = try await iam.accessKeys(of: user.name).map(\.id)
            let current = try await applier.current(user, comparedWith: nil)
            let plan = PolicyPlan(removing: user.name, current, keys: keys)
            try await carryOut(plan.changes, &outcome, tenant) {
                try await iam.user(user.name) == nil ? [] : [.deleteUser(user.name)]
            }
        }
        return outcome
    }

    /// Policies that runs left that were cut off: of this lake, and attached to nobody.
    func orphans() async throws -> [IAMPolicy] {
        let prefix = source.principals.prefix + "-"
        var orphans: [IAMPolicy] = []
        for policy in try await iam.policies(path: policyPath) where policy.name.hasPrefix(prefix) {
            guard let owner = PrincipalWanted.owner(ofPolicy: policy.name) else { continue }
            let isAttached =
                if let attachments = policy.attachments {
                    attachments > 0
                } else {
                    try await iam.attachedPolicies(of: owner)?
                        .contains { $0.name == policy.name } ?? false
                }
            if !isAttached { orphans.append(policy) }
        }
        return orphans
    }

    /// Takes such a policy away.
    func remove(_ policy: IAMPolicy) async -> TenantOutcome {
        var outcome = TenantOutcome()
        await attempt(&outcome, nil) { outcome in
            let change = PolicyChange.deletePolicy(name: policy.name, arn: policy.arn)
            try await carryOut([change], &outcome, nil) { [] }
        }
        return outcome
    }

    private var policyPath: String {
        options.dialect(of: iam).keepsPaths ? LakePrincipals.path : "/"
    }

    // MARK: What all tenants share

    /// Makes the role of all tenants as it should be.
    func applyRole(named name: String?) async -> TenantOutcome {
        var outcome = TenantOutcome()
        await attempt(&outcome, nil) { outcome in
            let name = name ?? source.principals.prefix + "-tenants"
            let trust = PolicyText(try source.shared(.abac, "abac/trust.json"))
            let policy = PolicyText(try source.shared(.abac, "abac/role.json"))
            // The first answer says whose service it is.
            _ = try await iam.users(path: LakePrincipals.path)
            let applier = applier
            func remaining() async throws -> [PolicyChange] {
                let keeps = applier.dialect.keepsRoles
                return try PolicyPlan(
                    role: name,
                    path: LakePrincipals.path,
                    trust: trust,
                    policy: policy,
                    from: keeps ? try await applier.currentRole(name) : nil,
                    dialect: applier.dialect
                ).changes
            }
            try await carryOut(try await remaining(), &outcome, nil, remaining)
        }
        return outcome
    }

    /// Puts our statements into the bucket's policy.
    func applyBucket(force: Bool) async -> TenantOutcome {
        var outcome = TenantOutcome()
        await attempt(&outcome, nil) { outcome in
            let document = try source.shared(.bucket, "bucket/policy.json")
            let bucket = try BucketTarget(source.terms.lake)
            if !bucket.isSecure, BucketPolicyMerge.deniesPlainHTTP(document), !force {
                throw PolicyApplyingError(
                    "the policy denies plain HTTP, by which the bucket is asked here: it would "
                        + "lock this program out; use an https endpoint, or --force"
                )
            }
            func merge() async throws -> (BucketPolicyMerge, PolicyText?) {
                let current = try await bucket.policy.get().map { PolicyText($0) }
                let lakeID = source.principals.lakeID
                return (
                    try BucketPolicyMerge(document, into: current, lakeID: lakeID), current
                )
            }
            let (wanted, before) = try await merge()
            if wanted.isForeign, !force {
                throw PolicyApplyingError(
                    "the bucket has a policy that this program did not write; --force adds "
                        + "to it and leaves its \(wanted.kept) statements as they are"
                )
            }
            guard wanted.merged.json.utf8.count <= S3BucketPolicy.bytesMax else {
                throw PolicyApplyingError(
                    "the bucket's policy would have \(wanted.merged.json.utf8.count) bytes, and "
                        + "has at most \(S3BucketPolicy.bytesMax)"
                )
            }
            guard wanted.merged != before else { return }
            let change = PolicyChange.putBucketPolicy(
                bucket: source.terms.lake.bucket,
                before: before,
                after: wanted.merged
            )
            outcome.changes = [change]
            guard !isDryRun else { return }
            try await bucket.policy.put(wanted.merged.json)
            audit.tell(change, of: nil)
            // Whoever locks out plain HTTP cannot look any more.
            guard bucket.isSecure || !BucketPolicyMerge.deniesPlainHTTP(document) else { return }
            try await applier.confirm("the bucket's policy") {
                let (again, current) = try await merge()
                return again.merged == current ? [] : [change]
            }
        }
        return outcome
    }

    // MARK: Steps

    private func carryOut(
        _ changes: [PolicyChange],
        _ outcome: inout TenantOutcome,
        _ tenant: TenantID?,
        _ remaining: () async throws -> [PolicyChange]
    ) async throws {
        guard !isDryRun else {
            outcome.changes = changes
            return
        }
        guard !changes.isEmpty else { return }
        var done: [PolicyChange] = []
        defer { outcome.changes = done }
        try await applier.carryOut(changes) { change in
            done.append(change)
            audit.tell(change, of: tenant)
        }
        try await applier.confirm(outcome.tenant ?? "the role", remaining)
    }

    private func attempt(
        _ outcome: inout TenantOutcome,
        _ tenant: TenantID?,
        _ work: (inout TenantOutcome) async throws -> Void
    ) async {
        do {
            try await work(&outcome)
        } catch {
            outcome.error = "\(error)"
            if let error = error as? ObjectStoreError {
                outcome.isHopeless = error.code == .denied || error.code == .misconfigured
            }
            if !isDryRun { audit.tellFailure("policies apply", of: tenant, error) }
        }
    }
}
