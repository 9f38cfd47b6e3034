import LakeTesting
import ObjectStorage

import Testing

@Suite("STSClient")
struct STSClientTests {
    private static let policy = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}"#

    private static func answer(
        id: String = "ASIA1",
        expiration: String = "2026-01-02T04:04:05Z",
        token: String = "to/ken=="
    ) -> ScriptedHTTPClient.Step {
        .answer(
            200,
            body: """
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">\
                <AssumeRoleResult><AssumedRoleUser><Arn>x</Arn></AssumedRoleUser><Credentials>\
                <AccessKeyId>\(id)</AccessKeyId><SecretAccessKey>se/cret</SecretAccessKey>\
                <SessionToken>\(token)</SessionToken><Expiration>\(expiration)</Expiration>\
                </Credentials></AssumeRoleResult></AssumeRoleResponse>
                """
        )
    }

    private static func error(_ status: Int, _ code: String) -> ScriptedHTTPClient.Step {
        .answer(
            status,
            body: "<ErrorResponse><Error><Type>Sender</Type><Code>\(code)</Code>"
                + "<Message>words</Message></Error></ErrorResponse>"
        )
    }

    private func client(
        _ http: ScriptedHTTPClient,
        role: String? = "arn:aws:iam::1:role/Reader",
        pauses: PauseRecorder = PauseRecorder()
    ) throws -> STSClient {
        let endpoint = try #require(S3Endpoint("http://127.0.0.1:9000"))
        return STSClient(
            settings: STSSettings(endpoint: endpoint, region: "us-east-1", roleARN: role),
            http: http,
            credentials: StaticCredentials(
                Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: Secret("own"))
            ),
            runtime: ObjectStoreRuntime(
                now: { ScriptedStore.now },
                uptime: { .zero },
                random: { 0.5 },
                sleep: { pauses.add($0) }
            )
        )
    }

    @Test("a session is asked for by a signed form, and read from the answer")
    func session() async throws {
        let http = ScriptedHTTPClient([Self.answer()])
        let session = try await client(http).assumeRole(sessionName: "t1", policy: Self.policy)
        #expect(session.accessKeyID == "ASIA1")
        #expect(session.secretAccessKey == Secret("se/cret"))
        #expect(session.sessionToken == Secret("to/ken=="))
        #expect(session.expiration == UnixTime(iso8601: "2026-01-02T04:04:05Z"))
        let request = try #require(http.requests.first)
        #expect(request.method == "POST" && request.url == "http://127.0.0.1:9000/")
        let form = String(decoding: request.body ?? [], as: UTF8.self).split(separator: "&")
        #expect(form.contains("Action=AssumeRole") && form.contains("Version=2011-06-15"))
        #expect(form.contains("RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2FReader"))
        #expect(form.contains("DurationSeconds=3600") && form.contains("RoleSessionName=t1"))
        #expect(form.contains("Policy=" + PercentEncoding.encode(Self.policy)[...]))
        let authorization = request.headers.first { $0.name == "authorization" }?.value
        #expect(authorization?.contains("/20260102/us-east-1/sts/aws4_request") == true)
        #expect(authorization?.contains("SignedHeaders=content-type;host;x-amz-date") == true)
    }

    @Test("without a role none is named")
    func noRole() async throws {
        let http = ScriptedHTTPClient([Self.answer()])
        _ = try await client(http, role: nil).assumeRole(sessionName: "t1", policy: Self.policy)
        let form = String(decoding: http.requests.first?.body ?? [], as: UTF8.self)
        #expect(!form.contains("RoleArn"))
    }

    @Test("a session without a policy is never asked for", arguments: ["", "  ", "null"])
    func emptyPolicy(policy: String) async throws {
        let http = ScriptedHTTPClient([Self.answer()])
        let client = try client(http)
        await #expect(throws: ObjectStoreError(.invalidRequest, "")) {
            try await client.assumeRole(sessionName: "t1", policy: policy)
        }
        let long = "{" + String(repeating: " ", count: STSClient.policyBytesMax)
        await #expect(throws: ObjectStoreError(.invalidRequest, "")) {
            try await client.assumeRole(sessionName: "t1", policy: long)
        }
        #expect(http.requests.isEmpty)
    }

    @Test("keys that are our own, or last, are no session")
    func noSession() async throws {
        let answers: [(ScriptedHTTPClient.Step, ObjectStoreError.Code)] = [
            (Self.answer(id: "AKIDEXAMPLE"), .misconfigured),
            (Self.answer(expiration: ""), .invalidRequest),
            (Self.answer(token: ""), .invalidRequest),
            (.answer(200, body: "<html/>"), .invalidRequest),
            (.answer(200, body: "not XML"), .invalidRequest),
            (.answer(204), .invalidRequest),
        ]
        for (answer, code) in answers {
            let client = try client(ScriptedHTTPClient([answer]))
            await #expect(throws: ObjectStoreError(code, ""), "\(answer)") {
                try await client.assumeRole(sessionName: "t1", policy: Self.policy)
            }
        }
    }

    @Test("what may pass is asked again, what may not is reported with what to mend")
    func failures() async throws {
        let pauses = PauseRecorder()
        let http = ScriptedHTTPClient([
            .fail(.maybeSent), Self.error(503, "Throttling"), Self.answer(),
        ])
        let session = try await client(http, pauses: pauses).assumeRole(
            sessionName: "t1",
            policy: Self.policy
        )
        #expect(session.accessKeyID == "ASIA1" && pauses.all.count == 2)

        let refusals: [(ScriptedHTTPClient.Step, ObjectStoreError.Code)] = [
            (Self.error(403, "AccessDenied"), .denied),
            (Self.error(400, "MalformedPolicyDocument"), .invalidRequest),
            (Self.error(400, "InvalidIdentityToken"), .misconfigured),
            (.answer(404, body: "<html>nothing here</html>"), .misconfigured),
            (.fail(.untrusted), .misconfigured), (.fail(.tooLong), .invalidRequest),
        ]
        for (step, code) in refusals {
            let http = ScriptedHTTPClient([step])
            let client = try client(http)
            await #expect(throws: ObjectStoreError(code, ""), "\(step)") {
                try await client.assumeRole(sessionName: "t1", policy: Self.policy)
            }
            #expect(http.requests.count == 1)
        }
    }
}
