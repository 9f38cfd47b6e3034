extension IAMClient {
    /// The names of a user's inline policies; nil when there is no such user.
    public func userPolicies(_ user: String) async throws(ObjectStoreError) -> [String]? {
        let request = IAMRequest("ListUserPolicies", about: "user \(user)", ["UserName": user])
        do throws(ObjectStoreError) {
            return try await list(request, result: "ListUserPoliciesResult", list: "PolicyNames")
                .map(\.text)
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    /// The document of an inline policy as JSON; nil when the user or the policy is not there.
    public func userPolicy(
        _ name: String,
        of user: String
    ) async throws(ObjectStoreError) -> String? {
        let request = IAMRequest(
            "GetUserPolicy",
            about: "policy \(name) of user \(user)",
            ["UserName": user, "PolicyName": name]
        )
        guard let answer = try await found(request) else { return nil }
        guard let text = answer["GetUserPolicyResult"]?["PolicyDocument"]?.text else {
            throw senseless(request)
        }
        return IAMDocument.decode(text)
    }

    /// Gives a user an inline policy, or another document to the one of that name.
    ///
    /// - Throws: `.notFound` when there is no user, `.invalidRequest` when the service refuses the
    ///   document, `.full` when the user's inline policies become longer than 2,048 characters.
    public func putUserPolicy(
        _ name: String,
        of user: String,
        document: String
    ) async throws(ObjectStoreError) {
        _ = try await send(
            IAMRequest(
                "PutUserPolicy",
                about: "policy \(name) of user \(user)",
                ["UserName": user, "PolicyName": name, "PolicyDocument": document]
            )
        )
    }

    /// Takes an inline policy from a user.
    ///
    /// - Throws: `.notFound` when it is not there.
    public func deleteUserPolicy(
        _ name: String,
        of user: String
    ) async throws(ObjectStoreError) {
        _ = try await send(
            IAMRequest(
                "DeleteUserPolicy",
                about: "policy \(name) of user \(user)",
                ["UserName": user, "PolicyName": name]
            )
        )
    }
}
