/// Keeps credentials, and fetches new ones in good time.
///
/// One fetch is under way at a time, whoever waits for it. Lasting credentials are fetched anew now
/// and then too, so that keys rotated in a file take effect without a restart.
package actor CredentialsCache {
    /// How long before they expire temporary credentials are renewed.
    package static let renewalMargin: Duration = .seconds(300)
    /// How often the source of lasting credentials is read again.
    package static let rereadInterval: Duration = .seconds(300)

    /// How long credentials that still hold are used on when fetching new ones has failed.
    package static let refetchInterval: Duration = .seconds(30)

    private let provider: any AWSCredentialsProvider
    private let runtime: ObjectStoreRuntime
    private var kept: (credentials: Credentials, fetchedAt: UnixTime)?
    private var failedAt: UnixTime?
    private var fetching: Task<Result<Credentials, ObjectStoreError>, Never>?

    /// Creates an empty cache in front of a provider.
    package init(_ provider: any AWSCredentialsProvider, runtime: ObjectStoreRuntime) {
        self.provider = provider
        self.runtime = runtime
    }

    /// Credentials that hold now.
    ///
    /// While those at hand have not expired, a fetch that fails is no failure.
    package func credentials() async throws(ObjectStoreError) -> Credentials {
        let now = runtime.now()
        if let kept, isFresh(kept.credentials, fetchedAt: kept.fetchedAt, now: now) {
            return kept.credentials
        }
        if let kept, let failedAt, now < failedAt + Self.refetchInterval, holds(kept.credentials) {
            return kept.credentials
        }
        switch await fetch() {
        case .success(let credentials): return credentials
        case .failure(let error):
            guard let kept, holds(kept.credentials) else { throw error }
            return kept.credentials
        }
    }

    /// The store refused these as expired: the next request fetches new ones.
    package func invalidate(_ credentials: Credentials) {
        if kept?.credentials == credentials { kept = nil }
    }

    private func holds(_ credentials: Credentials) -> Bool {
        credentials.expiration.map { $0 > runtime.now() } ?? true
    }

    private func isFresh(_ credentials: Credentials, fetchedAt: UnixTime, now: UnixTime) -> Bool {
        if let expiration = credentials.expiration {
            return now + Self.renewalMargin < expiration
        }
        return now < fetchedAt + Self.rereadInterval
    }

    private func fetch() async -> Result<Credentials, ObjectStoreError> {
        if let fetching { return await fetching.value }
        let task = Task { [provider] in await Self.fetch(provider) }
        fetching = task
        let result = await task.value
        fetching = nil
        switch result {
        case .success(let credentials):
            kept = (credentials, runtime.now())
            failedAt = nil
        case .failure: failedAt = runtime.now()
        }
        return result
    }

    private static func fetch(
        _ provider: any AWSCredentialsProvider
    ) async -> Result<Credentials, ObjectStoreError> {
        do throws(ObjectStoreError) {
            if let credentials = try await provider.fetch() { return .success(credentials) }
            return .failure(
                ObjectStoreError(
                    .misconfigured,
                    "no AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or "
                        + "AWS_PROFILE"
                )
            )
        } catch {
            return .failure(error)
        }
    }
}
