extension IAMClient {
    /// The most keys that a user may have at once.
    ///
    /// Source: IAM User Guide, "IAM and AWS STS quotas". SeaweedFS keeps no such limit.
    public static let accessKeysMax = 2

    /// A user's keys; empty when there is no such user, as SeaweedFS answers it.
    public func accessKeys(of user: String) async throws(ObjectStoreError) -> [IAMAccessKey] {
        let request = IAMRequest(
            "ListAccessKeys",
            about: "keys of user \(user)",
            ["UserName": user]
        )
        do throws(ObjectStoreError) {
            return try await list(
                request,
                result: "ListAccessKeysResult",
                list: "AccessKeyMetadata"
            ).compactMap { IAMAccessKey($0) }
        } catch {
            guard error.code == .notFound else { throw error }
            return []
        }
    }

    /// Makes a key; its secret is told here and never again.
    ///
    /// - Throws: `.notFound` when there is no user, `.full` when it has two keys already, and
    ///   `.outcomeUnknown` when no answer came: there may be a key now whose secret nobody knows.
    public func createAccessKey(user: String) async throws(ObjectStoreError) -> Credentials {
        var request = IAMRequest(
            "CreateAccessKey",
            about: "key of user \(user)",
            ["UserName": user]
        )
        request.isRepeatable = false
        let key = try await send(request)["CreateAccessKeyResult"]?["AccessKey"]
        guard let id = key?["AccessKeyId"]?.text, !id.isEmpty,
            let secret = key?["SecretAccessKey"]?.text, !secret.isEmpty
        else { throw senseless(request) }
        return Credentials(accessKeyID: id, secretAccessKey: Secret(secret))
    }

    /// Switches a key on or off.
    ///
    /// - Throws: `.notFound` when the user or the key is not there.
    public func setAccessKey(
        _ id: String,
        of user: String,
        active: Bool
    ) async throws(ObjectStoreError) {
        _ = try await send(
            IAMRequest(
                "UpdateAccessKey",
                about: "key \(id) of user \(user)",
                [
                    "UserName": user, "AccessKeyId": id,
                    "Status": active ? "Active" : "Inactive",
                ]
            )
        )
    }

    /// Removes a key.
    ///
    /// - Throws: `.notFound` when it is not there; SeaweedFS says nothing.
    public func deleteAccessKey(
        _ id: String,
        of user: String
    ) async throws(ObjectStoreError) {
        _ = try await send(
            IAMRequest(
                "DeleteAccessKey",
                about: "key \(id) of user \(user)",
                ["UserName": user, "AccessKeyId": id]
            )
        )
    }
}
