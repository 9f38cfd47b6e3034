extension IAMClient {
    /// All managed policies of the account's own under a path.
    public func policies(path: String = "/") async throws(ObjectStoreError) -> [IAMPolicy] {
        let request = IAMRequest(
            "ListPolicies",
            about: "path \(path)",
            ["Scope": "Local", "PathPrefix": path]
        )
        return try await list(request, result: "ListPoliciesResult", list: "Policies")
            .compactMap { IAMPolicy($0) }
    }

    /// The document that counts of a managed policy, as JSON; nil when there is no such policy.
    public func policyDocument(_ arn: String) async throws(ObjectStoreError) -> String? {
        let request = IAMRequest("GetPolicy", about: "policy \(arn)", ["PolicyArn": arn])
        guard let answer = try await found(request) else { return nil }
        guard let policy = IAMPolicy(answer["GetPolicyResult"]?["Policy"]) else {
            throw senseless(request)
        }
        let version = IAMRequest(
            "GetPolicyVersion",
            about: "policy \(arn)",
            ["PolicyArn": arn, "VersionId": policy.defaultVersion ?? "v1"]
        )
        guard let answer = try await found(version) else { return nil }
        let result = answer["GetPolicyVersionResult"]?["PolicyVersion"]
        guard let text = result?["Document"]?.text else { throw senseless(version) }
        return IAMDocument.decode(text)
    }

    /// Makes a managed policy that is attached to nobody yet.
    ///
    /// - Throws: `.alreadyExists`, `.invalidRequest` when the service refuses the document, `.full`
    ///   when it is longer than 6,144 characters or the account has too many.
    public func createPolicy(
        _ name: String,
        path: String,
        document: String
    ) async throws(ObjectStoreError) -> IAMPolicy {
        let request = IAMRequest(
            "CreatePolicy",
            about: "policy \(name)",
            ["PolicyName": name, "Path": path, "PolicyDocument": document]
        )
        let answer = try await send(request)
        guard let policy = IAMPolicy(answer["CreatePolicyResult"]?["Policy"]) else {
            throw senseless(request)
        }
        return policy
    }

    /// Removes a managed policy that is attached to nobody and has one version.
    ///
    /// - Throws: `.preconditionFailed` when it is in use, `.notFound`.
    public func deletePolicy(_ arn: String) async throws(ObjectStoreError) {
        _ = try await send(IAMRequest("DeletePolicy", about: "policy \(arn)", ["PolicyArn": arn]))
    }

    /// The managed policies of a user; nil when there is no such user.
    public func attachedPolicies(
        of user: String
    ) async throws(ObjectStoreError) -> [IAMPolicy]? {
        let request = IAMRequest(
            "ListAttachedUserPolicies",
            about: "user \(user)",
            ["UserName": user]
        )
        do throws(ObjectStoreError) {
            return try await list(
                request,
                result: "ListAttachedUserPoliciesResult",
                list: "AttachedPolicies"
            ).compactMap { IAMPolicy($0) }
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    /// Gives a user a managed policy; one that the user has already changes nothing.
    ///
    /// - Throws: `.notFound` when the user or the policy is not there, `.full`.
    public func attachPolicy(
        _ arn: String,
        to user: String
    ) async throws(ObjectStoreError) {
        _ = try await send(
            IAMRequest(
                "AttachUserPolicy",
                about: "policy \(arn) to user \(user)",
                ["UserName": user, "PolicyArn": arn]
            )
        )
    }

    /// Takes a managed policy from a user.
    ///
    /// - Throws: `.notFound` when it is not attached.
    public func detachPolicy(
        _ arn: String,
        from user: String
    ) async throws(ObjectStoreError) {
        _ = try await send(
            IAMRequest(
                "DetachUserPolicy",
                about: "policy \(arn) from user \(user)",
                ["UserName": user, "PolicyArn": arn]
            )
        )
    }
}
