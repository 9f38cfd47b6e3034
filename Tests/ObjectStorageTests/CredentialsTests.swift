import Foundation
import ObjectStorage
import Synchronization
import Testing

@Suite("Credentials")
struct CredentialsTests {
    private static let text = "wJalrXUtnFEMI/K7MDENG"

    @Test("no way of printing shows a secret")
    func secrets() {
        let secret = Secret(Self.text)
        let credentials = Credentials(
            accessKeyID: "AKID",
            secretAccessKey: secret,
            sessionToken: secret
        )
        var dumped = ""
        dump(credentials, to: &dumped)
        for shown in [
            "\(secret)", String(reflecting: secret), "\(credentials)",
            String(reflecting: credentials), String(describing: Optional(secret)), "\([secret])",
            dumped,
        ] {
            #expect(!shown.contains(Self.text), "\(shown)")
        }
        #expect("\(secret)" == "******")
    }

    @Test("the environment's keys come first, half of them is an error")
    func environment() async throws {
        let both = ["AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "key"]
        let found = try await EnvironmentCredentials(both).fetch()
        #expect(found == Credentials(accessKeyID: "id", secretAccessKey: Secret("key")))
        #expect(try await EnvironmentCredentials(["AWS_ACCESS_KEY_ID": ""]).fetch() == nil)
        await #expect(throws: ObjectStoreError(.misconfigured, "")) {
            try await EnvironmentCredentials(["AWS_ACCESS_KEY_ID": "id"]).fetch()
        }
    }

    private let printing =
        #"printf '{"Version":1,"AccessKeyId":"%s","SecretAccessKey":"s","SessionToken":"t","#
        + #""Expiration":"2030-01-01T00:00:00Z"}'"#

    @Test("profiles are read of both files, the credentials file's settings first")
    func profiles() async throws {
        try await TestStores.withDirectory { directory in
            try write(
                """
                # comment
                [default]
                aws_access_key_id = id0
                aws_secret_access_key=key0
                [ team ]
                aws_access_key_id = id1
                aws_secret_access_key = key1==
                aws_session_token = token1
                """,
                to: "\(directory)/credentials"
            )
            try write(
                """
                [profile team]
                region = eu-west-1
                s3 =
                  max_concurrent_requests = 20
                [profile run]
                credential_process = \(printing) "$WHO"
                [profile broken]
                credential_process = echo oops; exit 3
                [profile role]
                role_arn = arn:aws:iam::1:role/x
                """,
                to: "\(directory)/config"
            )
            var environment = [
                "AWS_SHARED_CREDENTIALS_FILE": "\(directory)/credentials",
                "AWS_CONFIG_FILE": "\(directory)/config", "WHO": "me", "PATH": "/usr/bin:/bin",
            ]
            #expect(try await ProfileCredentials(environment).fetch()?.accessKeyID == "id0")
            environment["AWS_PROFILE"] = "team"
            let team = try await ProfileCredentials(environment).fetch()
            #expect(team?.secretAccessKey == Secret("key1=="))
            #expect(team?.sessionToken == Secret("token1"))
            let location = try #require(S3Location(bucket: "lake"))
            let profile = try AWSProfile.load(environment: environment)
            #expect(!"\(profile)\(String(reflecting: profile))".contains("key1"))
            let settings = try S3Settings.fromEnvironment([:], location: location, profile: profile)
            #expect(settings.region == "eu-west-1")

            environment["AWS_PROFILE"] = "run"
            let run = try await ProfileCredentials(environment).fetch()
            #expect(run?.accessKeyID == "me")
            #expect(run?.expiration == UnixTime(iso8601: "2030-01-01T00:00:00Z"))
            for (name, code) in [
                ("broken", ObjectStoreError.Code.unavailable), ("role", .misconfigured),
                ("nobody", .misconfigured),
            ] {
                environment["AWS_PROFILE"] = name
                await #expect(throws: ObjectStoreError(code, ""), "\(name)") {
                    try await ProfileCredentials(environment).fetch()
                }
            }
        }
    }

    @Test("credentials are kept until shortly before they expire, and fetched by one at a time")
    func cache() async throws {
        let clock = Mutex(UnixTime(seconds: 1000))
        let provider = CountingCredentials(expiration: UnixTime(seconds: 2000))
        let runtime = ObjectStoreRuntime(
            now: { clock.withLock { $0 } },
            uptime: { .zero },
            random: { 0 },
            sleep: { _ in }
        )
        let cache = CredentialsCache(provider, runtime: runtime)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { _ = try? await cache.credentials() } }
        }
        #expect(provider.count == 1)
        clock.withLock { $0 = UnixTime(seconds: 1699) }
        _ = try await cache.credentials()
        #expect(provider.count == 1)
        clock.withLock { $0 = UnixTime(seconds: 1700) }
        #expect(try await cache.credentials().accessKeyID == "key2")
        await cache.invalidate(try await cache.credentials())
        #expect(provider.count >= 2)
    }

    private func write(_ text: String, to path: String) throws {
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
}
