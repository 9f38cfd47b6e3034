import ObjectStorage
import Synchronization

/// A store in front of a ``ScriptedServer``, whose pauses take no time and are kept.
final class ScriptedStore: Sendable {
    static let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
    /// 2026-01-02T03:04:05Z.
    static let now = UnixTime(seconds: 1_767_323_045)

    let server: ScriptedServer
    let store: S3ObjectStore
    private let pauses: PauseRecorder

    /// The pauses between tries, in their order.
    var waited: [Duration] { pauses.all }

    init(
        _ script: [ScriptedServer.Step],
        credentials: (any AWSCredentialsProvider)? = nil,
        _ change: (inout S3Settings) -> Void = { _ in }
    ) throws {
        server = ScriptedServer(script)
        let pauses = PauseRecorder()
        self.pauses = pauses
        guard let location = S3Location(bucket: "lake", prefix: "root"),
            let endpoint = S3Endpoint("http://127.0.0.1:\(server.port)")
        else { throw ObjectStoreError(.invalidRequest, "a test's own settings") }
        var settings = S3Settings(location: location, region: "us-east-1", endpoint: endpoint)
        settings.http.idleTimeout = .seconds(1)
        change(&settings)
        let keys = Credentials(
            accessKeyID: "AKIDEXAMPLE",
            secretAccessKey: Secret(Self.secret),
            sessionToken: Secret("session-token-text")
        )
        store = S3ObjectStore(
            settings: settings,
            credentials: credentials ?? StaticCredentials(keys),
            runtime: ObjectStoreRuntime(
                now: { Self.now },
                uptime: { .zero },
                random: { 0.5 },
                sleep: { pauses.add($0) }
            )
        )
    }

    deinit {
        server.close()
    }
}

/// Keeps the pauses that were asked for.
final class PauseRecorder: Sendable {
    private let pauses = Mutex<[Duration]>([])

    var all: [Duration] { pauses.withLock { $0 } }

    func add(_ pause: Duration) {
        pauses.withLock { $0.append(pause) }
    }
}
