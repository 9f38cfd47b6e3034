extension IAMClient {
    /// All users under a path.
    ///
    /// SeaweedFS keeps no paths and answers all users: tell one's own by their names.
    public func users(path: String = "/") async throws(ObjectStoreError) -> [IAMUser] {
        let request = IAMRequest("ListUsers", about: "path \(path)", ["PathPrefix": path])
        return try await list(request, result: "ListUsersResult", list: "Users")
            .compactMap { IAMUser($0) }
    }

    /// A user; nil when there is none of that name.
    public func user(_ name: String) async throws(ObjectStoreError) -> IAMUser? {
        let request = IAMRequest("GetUser", about: "user \(name)", ["UserName": name])
        guard let answer = try await found(request) else { return nil }
        guard let user = IAMUser(answer["GetUserResult"]?["User"]) else {
            throw senseless(request)
        }
        return user
    }

    /// Makes a user, who may do nothing yet.
    ///
    /// - Throws: `.alreadyExists` when there is one, perhaps by an earlier try of this request.
    @discardableResult
    public func createUser(
        _ name: String,
        path: String
    ) async throws(ObjectStoreError) -> IAMUser {
        let request = IAMRequest(
            "CreateUser",
            about: "user \(name)",
            ["UserName": name, "Path": path]
        )
        let answer = try await send(request)
        guard let user = IAMUser(answer["CreateUserResult"]?["User"]) else {
            throw senseless(request)
        }
        return user
    }

    /// Removes a user who has no keys and no policies left.
    ///
    /// - Throws: `.preconditionFailed` when something is left, `.notFound` when there is no user.
    public func deleteUser(_ name: String) async throws(ObjectStoreError) {
        _ = try await send(IAMRequest("DeleteUser", about: "user \(name)", ["UserName": name]))
    }

    /// An answer, or nil when the service says that it is not there.
    func found(_ request: IAMRequest) async throws(ObjectStoreError) -> XMLElement? {
        do throws(ObjectStoreError) {
            return try await send(request)
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }
}
