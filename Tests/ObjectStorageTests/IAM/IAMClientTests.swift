import LakeTesting
import ObjectStorage
import Testing

@Suite("IAMClient")
struct IAMClientTests {
    static func answer(_ action: String, _ result: String = "") -> ScriptedHTTPClient.Step {
        .answer(
            200,
            headers: [HTTPHeader("Server", "Scripted 1.0")],
            body: """
                <\(action)Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/">\
                <\(action)Result>\(result)</\(action)Result><ResponseMetadata><RequestId>r\
                </RequestId></ResponseMetadata></\(action)Response>
                """
        )
    }

    static func error(_ status: Int, _ code: String) -> ScriptedHTTPClient.Step {
        .answer(
            status,
            body: "<ErrorResponse><Error><Type>Sender</Type><Code>\(code)</Code>"
                + "<Message>words</Message></Error></ErrorResponse>"
        )
    }

    static func client(
        _ http: any HTTPClient,
        endpoint: String = "http://127.0.0.1:9000",
        pauses: PauseRecorder = PauseRecorder()
    ) throws -> IAMClient {
        IAMClient(
            settings: IAMSettings(endpoint: try #require(S3Endpoint(endpoint))),
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

    @Test("a request is a form, signed for iam")
    func form() async throws {
        let http = ScriptedHTTPClient([
            Self.answer("PutUserPolicy")
        ])
        let client = try Self.client(http)
        try await client.putUserPolicy("lakewriter", of: "a b", document: #"{"x":"é&="}"#)
        let request = try #require(http.requests.first)
        #expect(request.method == "POST" && request.url == "http://127.0.0.1:9000/")
        let form = String(decoding: request.body ?? [], as: UTF8.self).split(separator: "&")
        #expect(form.contains("Action=PutUserPolicy") && form.contains("Version=2010-05-08"))
        #expect(form.contains("UserName=a%20b") && form.contains("PolicyName=lakewriter"))
        #expect(form.contains("PolicyDocument=%7B%22x%22%3A%22%C3%A9%26%3D%22%7D"))
        let authorization = request.headers.first { $0.name == "authorization" }?.value
        #expect(authorization?.contains("/20260102/us-east-1/iam/aws4_request") == true)
        #expect(client.serverName == "Scripted 1.0")
    }

    @Test("a list is read to its last page, and one that leads in a circle is refused")
    func pages() async throws {
        func user(_ name: String) -> String {
            "<member><UserName>\(name)</UserName><Path>/p/</Path><Arn>arn:\(name)</Arn></member>"
        }
        let more = "<IsTruncated>true</IsTruncated><Marker>m/1=</Marker>"
        let http = ScriptedHTTPClient([
            Self.answer("ListUsers", "<Users>\(user("a"))\(user("b"))</Users>\(more)"),
            Self.answer("ListUsers", "<Users>\(user("c"))</Users><IsTruncated>false</IsTruncated>"),
        ])
        let users = try await Self.client(http).users(path: "/p/")
        #expect(users.map(\.name) == ["a", "b", "c"] && users[0].path == "/p/")
        #expect(users[2].arn == "arn:c")
        let second = String(decoding: http.requests[1].body ?? [], as: UTF8.self)
        #expect(second.contains("Marker=m%2F1%3D") && second.contains("PathPrefix=%2Fp%2F"))

        let circle = ScriptedHTTPClient([
            Self.answer("ListUsers", more), Self.answer("ListUsers", more),
        ])
        let client = try Self.client(circle)
        await #expect(throws: ObjectStoreError(.misconfigured, "")) { try await client.users() }
        #expect(circle.requests.count == 2)
    }

    @Test("what is not there is nil when it is asked for, and an error when it is changed")
    func absent() async throws {
        let gone = Self.error(404, "NoSuchEntity")
        let client = try Self.client(ScriptedHTTPClient(Array(repeating: gone, count: 9)))
        #expect(try await client.user("x") == nil)
        #expect(try await client.userPolicies("x") == nil)
        #expect(try await client.userPolicy("p", of: "x") == nil)
        #expect(try await client.attachedPolicies(of: "x") == nil)
        #expect(try await client.policyDocument("arn:x") == nil)
        #expect(try await client.accessKeys(of: "x") == [])
        #expect(try await client.role("x") == nil)
        await #expect(throws: ObjectStoreError(.notFound, "")) { try await client.deleteUser("x") }
        await #expect(throws: ObjectStoreError(.notFound, "")) {
            try await client.createAccessKey(user: "x")
        }
    }

    @Test("documents come out the same whether the service encodes them or not")
    func documents() async throws {
        let json = #"{"Version":"2012-10-17","Resource":"a%20b+c"}"#
        for text in [json.replacing("\"", with: "&quot;"), PercentEncoding.encode(json)] {
            let http = ScriptedHTTPClient([
                Self.answer("GetUserPolicy", "<PolicyDocument>\(text)</PolicyDocument>")
            ])
            let document = try await Self.client(http).userPolicy("p", of: "u")
            #expect(document == json)
        }
    }

    @Test("a policy's document is that of the version that counts")
    func version() async throws {
        let http = ScriptedHTTPClient([
            Self.answer(
                "GetPolicy",
                "<Policy><PolicyName>p</PolicyName><Arn>arn:p</Arn>"
                    + "<DefaultVersionId>v7</DefaultVersionId></Policy>"
            ),
            Self.answer(
                "GetPolicyVersion",
                "<PolicyVersion><Document>{}</Document></PolicyVersion>"
            ),
        ])
        #expect(try await Self.client(http).policyDocument("arn:p") == "{}")
        let second = String(decoding: http.requests[1].body ?? [], as: UTF8.self)
        #expect(second.contains("VersionId=v7"))
    }

    @Test("throttling and lost answers are waited out, refusals told at once")
    func failures() async throws {
        let pauses = PauseRecorder()
        let http = ScriptedHTTPClient([
            Self.error(400, "Throttling"), Self.error(503, "ServiceUnavailable"),
            Self.error(409, "EntityTemporarilyUnmodifiable"), .fail(.maybeSent),
            Self.error(409, "EntityAlreadyExists"),
        ])
        let client = try Self.client(http, pauses: pauses)
        let told = await #expect(throws: ObjectStoreError.self) {
            try await client.createUser("x", path: "/")
        }
        #expect(told?.code == .alreadyExists && told?.mayBeOwnWork == true)
        #expect(pauses.all.count == 4 && pauses.all.allSatisfy { $0 > .zero })

        let refusals: [(ScriptedHTTPClient.Step, ObjectStoreError.Code)] = [
            (Self.error(409, "EntityAlreadyExists"), .alreadyExists),
            (Self.error(409, "DeleteConflict"), .preconditionFailed),
            (Self.error(409, "LimitExceeded"), .full),
            (Self.error(400, "MalformedPolicyDocument"), .invalidRequest),
            (Self.error(403, "AccessDenied"), .denied),
            (Self.error(403, "SignatureDoesNotMatch"), .denied),
            (Self.error(501, "NotImplemented"), .misconfigured),
            (.answer(405, body: "<html/>"), .misconfigured),
            (.answer(200, body: "<html/>"), .misconfigured),
            (.answer(200, body: "not XML"), .misconfigured),
            (Self.answer("ListUsers"), .misconfigured),
            (.fail(.untrusted), .misconfigured), (.fail(.tooLong), .invalidRequest),
        ]
        for (step, code) in refusals {
            let http = ScriptedHTTPClient([step])
            let client = try Self.client(http)
            let told = await #expect(throws: ObjectStoreError.self, "\(step)") {
                try await client.createUser("x", path: "/")
            }
            #expect(told?.code == code, "\(step)")
            #expect(told?.mayBeOwnWork == false)
            #expect(http.requests.count == 1)
        }
    }

    @Test("a service that was never heard of is given up on sooner than one that went away")
    func unreachable() async throws {
        let away = Array(repeating: ScriptedHTTPClient.Step.fail(.notSent), count: 50)
        let never = ScriptedHTTPClient(away)
        await #expect(throws: ObjectStoreError(.unavailable, "")) {
            try await Self.client(never).deleteUser("x")
        }
        #expect(never.requests.count == 3)
        let once = ScriptedHTTPClient([.answer(503)] + away)
        let client = try Self.client(once)
        await #expect(throws: ObjectStoreError(.unavailable, "")) {
            try await client.deleteUser("x")
        }
        #expect(once.requests.count == client.settings.retry.attemptsMax)
    }

    @Test("a service that only ever throttles is given up on in the end")
    func patience() async throws {
        let throttled = Self.error(400, "Throttling")
        let http = ScriptedHTTPClient(Array(repeating: throttled, count: 50))
        let client = try Self.client(http)
        await #expect(throws: ObjectStoreError(.unavailable, "")) {
            try await client.deleteUser("x")
        }
        #expect(http.requests.count == client.settings.retry.attemptsMax)
    }
}
