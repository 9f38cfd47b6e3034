/// One thing that somebody may have to account for.
///
/// Holds validated names, words of ours and ``AuditText``, and nothing else: no token, no key and no
/// event data can stand in a line, and no line can be broken in two.
public struct AuditEvent: Hashable, Sendable {
    /// What happened.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A request was refused.
        case requestDenied = "request.denied"
        /// A token was issued.
        case tokenIssued = "token.issued"
        /// Credentials for the store were handed to a reader.
        case credentialsVended = "credentials.vended"
        /// An operator changed a table or a namespace through the catalog.
        case catalogChanged = "catalog.changed"
        /// A tenant was suspended.
        case tenantSuspended = "tenant.suspended"
        /// A tenant was made active.
        case tenantActivated = "tenant.activated"
        /// A tenant's quotas, or anything else that is said about it, changed.
        case tenantChanged = "tenant.changed"
        /// A tenant's erasure began, or was gone on with.
        case erasureBegun = "erasure.begun"
        /// A tenant was erased, and nothing of it is left.
        case erasureFinished = "erasure.finished"
        /// Old partitions of a table were dropped.
        case retentionApplied = "retention.applied"
        /// A policy was put in force, changed or removed.
        case policyChanged = "policy.changed"
        /// An access key was issued.
        case keyIssued = "key.issued"
        /// An access key was switched off.
        case keyDisabled = "key.disabled"
        /// An access key was deleted.
        case keyDeleted = "key.deleted"
    }

    /// What came of it.
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        /// It was done.
        case done
        /// It was refused.
        case denied
        /// It was tried, and failed.
        case failed
    }

    /// What happened.
    public var kind: Kind
    /// What came of it.
    public var outcome: Outcome
    /// Who did it.
    public var actor: AuditActor
    /// Whom it concerns.
    public var tenant: TenantID?
    /// What was asked for: an endpoint, a command.
    public var action: AuditText?
    /// What it was asked of: a table, a policy, a key's id.
    public var resource: AuditText?
    /// Why, as a word for programs: `tenant_suspended`.
    public var reason: AuditText?
    /// More about it, for people.
    public var detail: AuditText?
    /// The answer's status, of a request.
    public var status: Int?
    /// The address that a request came from.
    public var peer: AuditText?
    /// How many events of the same tenant and kind were left out before this one.
    public var unsaid = 0

    /// Creates an event.
    public init(
        _ kind: Kind,
        _ outcome: Outcome = .done,
        by actor: AuditActor,
        tenant: TenantID? = nil,
        action: AuditText? = nil,
        resource: AuditText? = nil,
        reason: AuditText? = nil,
        detail: AuditText? = nil
    ) {
        self.kind = kind
        self.outcome = outcome
        self.actor = actor
        self.tenant = tenant
        self.action = action
        self.resource = resource
        self.reason = reason
        self.detail = detail
    }
}
