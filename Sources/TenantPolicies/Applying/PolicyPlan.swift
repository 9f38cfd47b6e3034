/// What to do so that a user is as wanted, and what is none of our business.
public struct PolicyPlan: Hashable, Sendable {
    /// The steps, in their order; empty when all is as wanted.
    public var changes: [PolicyChange] = []
    /// Policies that the user has from somebody else, which may allow more: told, never touched.
    public var strangers: [String] = []

    /// Nothing to do.
    public init() {}

    /// Compares a user with what is wanted of it.
    ///
    /// What is new comes before what is old goes: a tenant at work notices nothing.
    ///
    /// - Parameters:
    ///   - wanted: how it should be.
    ///   - current: how it is.
    ///   - dialect: what the service keeps.
    /// - Throws: ``PolicyApplyingError`` when a user of that name is somebody else's.
    public init(
        _ wanted: PrincipalWanted,
        from current: PrincipalInForce,
        dialect: IAMDialect
    ) throws(PolicyApplyingError) {
        if let path = current.path, dialect.keepsPaths, path != wanted.path {
            throw PolicyApplyingError(
                "there is a user \(wanted.user) under the path \(path), and not under "
                    + "\(wanted.path): somebody else's; rename or remove it"
            )
        }
        if current.path == nil { changes.append(.createUser(wanted.user)) }
        let prefix = PrincipalWanted.managedPrefix(wanted.user)
        let own = current.attached.filter { $0.name.hasPrefix(prefix) }
        strangers = current.attached.filter { !$0.name.hasPrefix(prefix) }.map(\.name)
        let inline = current.inline[PrincipalWanted.inlineName]
        strangers += current.inline.keys.filter { $0 != PrincipalWanted.inlineName }.sorted()

        if let name = wanted.managedName {
            replace(own, by: name, wanted)
            if inline != nil {
                changes.append(
                    .deleteUserPolicy(user: wanted.user, name: PrincipalWanted.inlineName)
                )
            }
        } else {
            let before = inline ?? nil
            if before != wanted.document {
                changes.append(
                    .putUserPolicy(
                        user: wanted.user,
                        name: PrincipalWanted.inlineName,
                        before: before,
                        after: wanted.document
                    )
                )
            }
            for old in own { remove(old, from: wanted.user) }
        }
    }

    /// What takes a user away whom nobody wants any more, and all that is its own.
    ///
    /// - Parameters:
    ///   - user: its name.
    ///   - current: how it is.
    ///   - keys: its keys' ids.
    public init(removing user: String, _ current: PrincipalInForce, keys: [String]) {
        changes += keys.map { .deleteAccessKey(id: $0, user: user) }
        let prefix = PrincipalWanted.managedPrefix(user)
        for policy in current.attached {
            if policy.name.hasPrefix(prefix) {
                remove(policy, from: user)
            } else {
                // Not ours to remove, but no user goes while it has one.
                changes.append(.detachPolicy(name: policy.name, arn: policy.arn, user: user))
            }
        }
        changes += current.inline.keys.sorted().map { .deleteUserPolicy(user: user, name: $0) }
        changes.append(.deleteUser(user))
    }

    private mutating func replace(
        _ own: [PrincipalInForce.Attached],
        by name: String,
        _ wanted: PrincipalWanted
    ) {
        var isInForce = false
        for policy in own where policy.name == name {
            isInForce = policy.document == wanted.document
            // Somebody changed it under its name: it goes first, for the name is needed.
            if !isInForce { remove(policy, from: wanted.user) }
        }
        if !isInForce {
            changes.append(.createPolicy(name: name, document: wanted.document))
            changes.append(.attachPolicy(name: name, user: wanted.user))
        }
        for old in own where old.name != name { remove(old, from: wanted.user) }
    }

    private mutating func remove(_ policy: PrincipalInForce.Attached, from user: String) {
        changes.append(.detachPolicy(name: policy.name, arn: policy.arn, user: user))
        changes.append(.deletePolicy(name: policy.name, arn: policy.arn))
    }
}
