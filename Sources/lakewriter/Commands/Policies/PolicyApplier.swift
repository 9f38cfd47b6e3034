import ObjectStorage
import TenantPolicies

/// Finds out how users are, and makes them as they should be.
///
/// Holds no state: cut off anywhere, it is begun again.
struct PolicyApplier: Sendable {
    let iam: IAMClient
    let dialect: IAMDialect
    /// The path of all that is ours.
    let path: String
    let runtime: ObjectStoreRuntime

    // MARK: How it is

    /// A user as the service has it.
    ///
    /// - Parameters:
    ///   - user: the user, where there is one.
    ///   - wanted: whose policies are read to be compared; nil: names suffice.
    /// - Returns: the user's policies; absent, too, when it went away meanwhile.
    /// - Throws: ``ObjectStoreError``.
    func current(
        _ user: IAMUser?,
        comparedWith wanted: PrincipalWanted?
    ) async throws -> PrincipalInForce {
        guard let user, let names = try await iam.userPolicies(user.name),
            let attached = try await iam.attachedPolicies(of: user.name)
        else { return .absent }
        var found = PrincipalInForce(path: user.path)
        for name in names {
            let isRead = wanted != nil && name == PrincipalWanted.inlineName
            let document = isRead ? try await iam.userPolicy(name, of: user.name) : nil
            found.inline[name] = .some(document.map { PolicyText($0) })
        }
        for policy in attached {
            let isRead = wanted?.managedName == policy.name
            let document = isRead ? try await iam.policyDocument(policy.arn) : nil
            found.attached.append(
                .init(
                    name: policy.name,
                    arn: policy.arn,
                    document: document.map { PolicyText($0) }
                )
            )
        }
        return found
    }

    /// The role of all tenants as the service has it; nil: there is none.
    func currentRole(_ name: String) async throws -> RoleInForce? {
        guard let role = try await iam.role(name) else { return nil }
        let policy = try await iam.rolePolicy(PrincipalWanted.inlineName, of: name)
        return RoleInForce(
            path: role.path,
            trust: role.trustPolicy.map { PolicyText($0) },
            policy: policy.map { PolicyText($0) }
        )
    }

    // MARK: What is done

    /// Carries out changes of a user or role, one after the other.
    ///
    /// - Parameters:
    ///   - changes: the steps.
    ///   - done: told of each step behind it.
    /// - Throws: ``ObjectStoreError`` or ``PolicyApplyingError``, at the first step that fails.
    func carryOut(_ changes: [PolicyChange], done: (PolicyChange) -> Void) async throws {
        for change in changes {
            try await carryOut(change)
            done(change)
        }
    }

    private func carryOut(_ change: PolicyChange) async throws {
        switch change {
        case .createUser(let user): try await createUser(user)
        case .putUserPolicy(let user, let name, _, let after):
            try await settled { () throws(ObjectStoreError) in
                try await iam.putUserPolicy(name, of: user, document: after.json)
            }
        case .deleteUserPolicy(let user, let name):
            try await gone { () throws(ObjectStoreError) in
                try await iam.deleteUserPolicy(name, of: user)
            }
        case .createPolicy(let name, let document): try await createPolicy(name, document)
        case .attachPolicy(let name, let user):
            let arn = try await policyARN(name, user: user)
            try await settled { () throws(ObjectStoreError) in
                try await iam.attachPolicy(arn, to: user)
            }
        case .detachPolicy(_, let arn, let user):
            try await gone { () throws(ObjectStoreError) in
                try await iam.detachPolicy(arn, from: user)
            }
        case .deletePolicy(_, let arn):
            try await gone { () throws(ObjectStoreError) in try await iam.deletePolicy(arn) }
        case .deleteAccessKey(let id, let user):
            try await gone { () throws(ObjectStoreError) in
                try await iam.deleteAccessKey(id, of: user)
            }
        case .deleteUser(let user):
            try await gone { () throws(ObjectStoreError) in try await iam.deleteUser(user) }
        case .createRole(let role, let trust):
            try await iam.createRole(role, path: path, trustPolicy: trust.json)
        case .putTrustPolicy(let role, _, let after):
            try await iam.setTrustPolicy(after.json, of: role)
        case .putRolePolicy(let role, let name, _, let after):
            try await settled { () throws(ObjectStoreError) in
                try await iam.putRolePolicy(name, of: role, document: after.json)
            }
        case .putBucketPolicy: preconditionFailure("a bucket is not IAM's")
        }
    }

    /// What was made a moment ago may not be there yet for the next request: IAM's replicas learn
    /// of it late.
    private func settled(
        _ step: () async throws(ObjectStoreError) -> Void
    ) async throws(ObjectStoreError) {
        for pause in Self.looks.dropFirst() {
            do throws(ObjectStoreError) {
                return try await step()
            } catch {
                guard error.code == .notFound else { throw error }
            }
            await runtime.sleep(pause)
        }
        try await step()
    }

    /// What is gone already is as it should be.
    private func gone(
        _ removal: () async throws(ObjectStoreError) -> Void
    ) async throws(ObjectStoreError) {
        do throws(ObjectStoreError) {
            try await removal()
        } catch {
            guard error.code == .notFound else { throw error }
        }
    }

    /// There may be one by now: by a lost answer, or by another run.
    private func createUser(_ name: String) async throws {
        do throws(ObjectStoreError) {
            try await iam.createUser(name, path: path)
        } catch {
            guard error.code == .alreadyExists, let user = try await iam.user(name),
                !dialect.keepsPaths || user.path == path
            else { throw error }
        }
    }

    /// One of that name that nobody has is left by a run that was cut off.
    private func createPolicy(_ name: String, _ document: PolicyText) async throws {
        do throws(ObjectStoreError) {
            _ = try await iam.createPolicy(name, path: path, document: document.json)
        } catch {
            guard error.code == .alreadyExists,
                let user = PrincipalWanted.owner(ofPolicy: name)
            else { throw error }
            let arn = try await policyARN(name, user: user)
            let kept = try await iam.policyDocument(arn)
            guard kept.map({ PolicyText($0) }) != document else { return }
            try await iam.deletePolicy(arn)
            _ = try await iam.createPolicy(name, path: path, document: document.json)
        }
    }

    private func policyARN(_ name: String, user: String) async throws -> String {
        guard let user = try await iam.user(user) else {
            throw PolicyApplyingError("the user \(user) went away meanwhile")
        }
        return dialect.policyARN(name, path: path, beside: user.arn)
    }

    // MARK: What came of it

    /// How long is waited between two looks at what was put in force; IAM tells of changes late.
    private static let looks: [Duration] = [
        .zero, .milliseconds(250), .seconds(1), .seconds(2), .seconds(4),
    ]

    /// Looks until nothing is left to do.
    ///
    /// - Throws: ``PolicyApplyingError`` when the service took a change, and did not keep it.
    func confirm(_ what: String, _ remaining: () async throws -> [PolicyChange]) async throws {
        var left: [PolicyChange] = []
        for pause in Self.looks {
            if pause > .zero { await runtime.sleep(pause) }
            left = try await remaining()
            if left.isEmpty { return }
        }
        let missing = left.map(\.description).joined(separator: "; ")
        throw PolicyApplyingError(
            "\(what): the service took the changes and did not keep them: \(missing)"
        )
    }
}
