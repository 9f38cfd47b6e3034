extension IAMClient {
    /// A role; nil when there is none of that name.
    ///
    /// - Throws: `.misconfigured` when the service keeps no roles, as SeaweedFS does not.
    public func role(_ name: String) async throws(ObjectStoreError) -> IAMRole? {
        let request = IAMRequest("GetRole", about: "role \(name)", ["RoleName": name])
        guard let answer = try await found(request) else { return nil }
        guard let role = IAMRole(answer["GetRoleResult"]?["Role"]) else {
            throw senseless(request)
        }
        return role
    }

    /// Makes a role that may do nothing yet.
    ///
    /// - Throws: `.alreadyExists`, `.invalidRequest` when the service refuses the trust policy.
    public func createRole(
        _ name: String,
        path: String,
        trustPolicy: String
    ) async throws(ObjectStoreError) {
        _ = try await send(
            IAMRequest(
                "CreateRole",
                about: "role \(name)",
                ["RoleName": name, "Path": path, "AssumeRolePolicyDocument": trustPolicy]
            )
        )
    }

    /// Says anew who may assume a role.
    public func setTrustPolicy(
        _ document: String,
        of role: String
    ) async throws(ObjectStoreError) {
        _ = try await send(
            IAMRequest(
                "UpdateAssumeRolePolicy",
                about: "role \(role)",
                ["RoleName": role, "PolicyDocument": document]
            )
        )
    }

    /// The document of a role's inline policy as JSON; nil when role or policy is not there.
    public func rolePolicy(
        _ name: String,
        of role: String
    ) async throws(ObjectStoreError) -> String? {
        let request = IAMRequest(
            "GetRolePolicy",
            about: "policy \(name) of role \(role)",
            ["RoleName": role, "PolicyName": name]
        )
        guard let answer = try await found(request) else { return nil }
        guard let text = answer["GetRolePolicyResult"]?["PolicyDocument"]?.text else {
            throw senseless(request)
        }
        return IAMDocument.decode(text)
    }

    /// Gives a role an inline policy, or another document to the one of that name.
    public func putRolePolicy(
        _ name: String,
        of role: String,
        document: String
    ) async throws(ObjectStoreError) {
        _ = try await send(
            IAMRequest(
                "PutRolePolicy",
                about: "policy \(name) of role \(role)",
                ["RoleName": role, "PolicyName": name, "PolicyDocument": document]
            )
        )
    }
}
