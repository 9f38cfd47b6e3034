import ObjectStorage
import Synchronization

/// Gives other credentials each time: `key1`, `key2`, ….
final class CountingCredentials: AWSCredentialsProvider {
    private let fetches = Mutex(0)
    private let expiration: UnixTime?

    var count: Int { fetches.withLock { $0 } }

    init(expiration: UnixTime? = nil) {
        self.expiration = expiration
    }

    func fetch() async throws(ObjectStoreError) -> Credentials? {
        let count = fetches.withLock { count in
            count += 1
            return count
        }
        return Credentials(
            accessKeyID: "key\(count)",
            secretAccessKey: Secret("secret"),
            expiration: expiration
        )
    }
}
