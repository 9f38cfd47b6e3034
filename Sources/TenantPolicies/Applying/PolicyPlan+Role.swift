extension PolicyPlan {
    /// Compares a role with what is wanted of it.
    ///
    /// - Parameters:
    ///   - role: the role's name.
    ///   - path: where it should lie.
    ///   - trust: who is to assume it.
    ///   - policy: what it is to do.
    ///   - current: how it is; nil: there is none.
    ///   - dialect: what the service keeps.
    /// - Throws: ``PolicyApplyingError`` when the service keeps no roles, or when one of that name
    ///   is somebody else's.
    public init(
        role: String,
        path: String,
        trust: PolicyText,
        policy: PolicyText,
        from current: RoleInForce?,
        dialect: IAMDialect
    ) throws(PolicyApplyingError) {
        self.init()
        guard dialect.keepsRoles else {
            throw PolicyApplyingError("the service keeps no roles; use --form identity")
        }
        if let current, current.path != path {
            throw PolicyApplyingError(
                "there is a role \(role) under the path \(current.path), and not under \(path): "
                    + "somebody else's; give another --role-name"
            )
        }
        if let current {
            // What the role may do comes first: whoever is newly trusted never has the old rights.
            if current.policy != policy { putPolicy(role, current.policy, policy) }
            if current.trust != trust {
                changes.append(.putTrustPolicy(role: role, before: current.trust, after: trust))
            }
        } else {
            changes.append(.createRole(role, trust: trust))
            putPolicy(role, nil, policy)
        }
    }

    private mutating func putPolicy(_ role: String, _ before: PolicyText?, _ after: PolicyText) {
        changes.append(
            .putRolePolicy(
                role: role,
                name: PrincipalWanted.inlineName,
                before: before,
                after: after
            )
        )
    }
}
