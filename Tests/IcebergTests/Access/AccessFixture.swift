import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Synchronization
import Testing

/// What tests of readers' access share: a lake at `s3://lake/root`, and a clock that stands.
enum AccessFixture {
    /// 2026-01-02T03:04:05Z.
    static let now = UnixTime(seconds: 1_767_323_045)

    static func tenant(_ name: String) throws -> TenantID { try TenantID(name) }

    static func settings(_ prefix: String = "root") throws -> S3Settings {
        S3Settings(
            location: try #require(S3Location(bucket: "lake", prefix: prefix)),
            region: "us-east-1",
            endpoint: try #require(S3Endpoint("http://127.0.0.1:9000"))
        )
    }

    static let own = StaticCredentials(
        Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: Secret("own-secret"))
    )

    static func runtime(_ clock: ManualTime = ManualTime()) -> ObjectStoreRuntime {
        ObjectStoreRuntime(
            now: { clock.now },
            uptime: { .zero },
            random: { 0.5 },
            sleep: { pause in
                // Pauses between tries take no time; limits of a minute and more are never reached.
                if pause >= .seconds(60) { try? await Task.sleep(for: pause) }
            }
        )
    }

    /// An answer to AssumeRole.
    static func session(
        _ id: String,
        expiresIn: Duration = .seconds(3600),
        at time: UnixTime = now
    )
        -> ScriptedHTTPClient.Step
    {
        let expiration = (time + expiresIn).basicTimestamp
        return .answer(
            200,
            body: """
                <AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>\(id)</AccessKeyId>\
                <SecretAccessKey>session-secret</SecretAccessKey><SessionToken>session-token\
                </SessionToken><Expiration>\(expiration)</Expiration></Credentials>\
                </AssumeRoleResult></AssumeRoleResponse>
                """
        )
    }
}

/// A wall clock that is set by hand.
final class ManualTime: Sendable {
    private let time = Mutex(AccessFixture.now)

    var now: UnixTime { time.withLock { $0 } }

    func advance(_ duration: Duration) {
        time.withLock { $0 = $0 + duration }
    }
}
