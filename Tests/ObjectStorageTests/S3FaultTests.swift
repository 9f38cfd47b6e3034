import ObjectStorage
import Testing

@Suite("S3ObjectStore, when things go wrong")
struct S3FaultTests {
    private let key = ObjectKey("a/b c")

    private func error(_ code: String, _ more: String = "") -> String {
        "<?xml version=\"1.0\"?><Error><Code>\(code)</Code><Message>words</Message>\(more)</Error>"
    }

    /// What `body` throws.
    private func failure<Result>(
        _ body: () async throws(ObjectStoreError) -> Result
    ) async -> ObjectStoreError? {
        do throws(ObjectStoreError) {
            _ = try await body()
            return nil
        } catch {
            return error
        }
    }

    @Test("a store that is busy is asked again, after as long as it says")
    func slowDown() async throws {
        let scripted = try ScriptedStore([
            .answer(503, body: error("SlowDown")),
            .answer(503, headers: ["Retry-After: 7"], body: "busy"),
            .answer(429),
            .answer(200, headers: ["ETag: \"abc\""]),
        ])
        let put = try await scripted.store.put(key, [1, 2], mode: .create)
        #expect(put.entityTag == "abc" && put.size == 2)
        // Half of 100 ms, what the store said, half of 400 ms.
        #expect(scripted.waited == [.milliseconds(50), .seconds(7), .milliseconds(200)])
        let requests = scripted.server.requests
        #expect(requests.count == 4)
        #expect(requests.allSatisfy { $0.line == "PUT /lake/root/a/b%20c HTTP/1.1" })
        #expect(requests.allSatisfy { $0.body == [1, 2] && $0.headers["if-none-match"] == "*" })
        #expect(scripted.server.connections == 1)
    }

    @Test("a store that stays busy is given up, and nothing was done")
    func staysBusy() async throws {
        let busy = ScriptedServer.Step.answer(
            503,
            headers: ["Retry-After: 2"],
            body: error("SlowDown")
        )
        let scripted = try ScriptedStore([busy, busy, busy]) { $0.retry.attemptsMax = 3 }
        let thrown = await failure { () throws(ObjectStoreError) in
            try await scripted.store.put(key, [1], mode: .create)
        }
        #expect(thrown?.code == .unavailable)
        #expect(thrown?.retryAfter == .seconds(2))
        #expect(scripted.server.requests.count == 3)
    }

    @Test("an error of ours is not tried again", arguments: [400, 405, 411, 416])
    func ours(status: Int) async throws {
        let scripted = try ScriptedStore([.answer(status, body: error("InvalidArgument"))])
        let thrown = await failure { () throws(ObjectStoreError) in
            try await scripted.store.put(key, [1], mode: .overwrite)
        }
        #expect(thrown?.code == .invalidRequest)
        #expect(scripted.server.requests.count == 1)
    }

    @Test("a create whose first answer was lost says that the object may be its own")
    func lostCreate() async throws {
        let scripted = try ScriptedStore([.reset, .answer(412, body: error("PreconditionFailed"))])
        let thrown = await failure { () throws(ObjectStoreError) in
            try await scripted.store.put(key, [1], mode: .create)
        }
        #expect(thrown?.code == .alreadyExists)
        #expect(thrown?.mayBeOwnWork == true)

        let plain = try ScriptedStore([.answer(412, body: error("PreconditionFailed"))])
        let lost = await failure { () throws(ObjectStoreError) in
            try await plain.store.put(key, [1], mode: .create)
        }
        #expect(lost?.code == .alreadyExists)
        #expect(lost?.mayBeOwnWork == false)
    }

    @Test("a request is never sent again behind our back on a kept connection")
    func lostOnKeptConnection() async throws {
        let scripted = try ScriptedStore([
            .answer(200), .reset, .answer(412, body: error("PreconditionFailed")),
        ])
        try await scripted.store.put(key, [0], mode: .overwrite)
        let thrown = await failure { () throws(ObjectStoreError) in
            try await scripted.store.put(key, [1], mode: .update(ifMatch: "tag"))
        }
        #expect(thrown?.code == .outcomeUnknown)
        #expect(scripted.waited.count == 1)
    }

    @Test("an update whose first answer was lost is an open question")
    func lostUpdate() async throws {
        let scripted = try ScriptedStore([.reset, .answer(412, body: error("PreconditionFailed"))])
        let thrown = await failure { () throws(ObjectStoreError) in
            try await scripted.store.put(key, [1], mode: .update(ifMatch: "tag"))
        }
        #expect(thrown?.code == .outcomeUnknown)
        #expect(scripted.server.requests.first?.headers["if-match"] == "tag")
    }

    @Test("a store that hangs is given up: a write is an open question, a read is not")
    func hangs() async throws {
        let scripted = try ScriptedStore([.hang, .hang]) { $0.retry = .never }
        let write = await failure { () throws(ObjectStoreError) in
            try await scripted.store.put(key, [1], mode: .overwrite)
        }
        #expect(write?.code == .outcomeUnknown)
        let read = await failure { () throws(ObjectStoreError) in
            try await scripted.store.get(key, range: nil)
        }
        #expect(read?.code == .unavailable)
    }

    @Test("an answer that is cut short is fetched again")
    func cutShort() async throws {
        let scripted = try ScriptedStore([
            .cutShort(promised: 10, body: "abc"), .answer(200, body: "0123456789"),
        ])
        let read = try await scripted.store.get(key, range: nil)
        #expect(read == Array("0123456789".utf8))
    }

    @Test("a kept connection that the store has closed costs nothing")
    func staleConnection() async throws {
        let scripted = try ScriptedStore([.answerAndClose(200), .answer(200)])
        try await scripted.store.put(key, [1], mode: .overwrite)
        try await scripted.store.put(key, [2], mode: .overwrite)
        #expect(scripted.server.requests.map(\.body) == [[1], [2]])
    }

    @Test("a clock that is wrong is corrected by the store's, once")
    func skew() async throws {
        // 20 minutes ahead of ours.
        let date = "Date: Fri, 02 Jan 2026 03:24:05 GMT"
        let skewed = ScriptedServer.Step.answer(
            403,
            headers: [date],
            body: error("RequestTimeTooSkewed")
        )
        let scripted = try ScriptedStore([skewed, .answer(200), .answer(200)])
        try await scripted.store.put(key, [1], mode: .overwrite)
        try await scripted.store.put(key, [1], mode: .overwrite)
        let dates = scripted.server.requests.map { $0.headers["x-amz-date"] }
        #expect(dates == ["20260102T030405Z", "20260102T032405Z", "20260102T032405Z"])

        let hopeless = try ScriptedStore([skewed, skewed, .answer(200)])
        let thrown = await failure { () throws(ObjectStoreError) in
            try await hopeless.store.put(key, [1], mode: .overwrite)
        }
        #expect(thrown?.code == .misconfigured)
        #expect(thrown?.message.contains("clock") == true)
    }

    @Test("a refused HEAD, which cannot say why, has its clock compared")
    func skewOfHead() async throws {
        let date = "Date: Fri, 02 Jan 2026 02:24:05 GMT"
        let scripted = try ScriptedStore([
            .answer(403, headers: [date]), .answer(200, headers: ["Content-Length: 12"]),
        ])
        #expect(try await scripted.store.head(key).size == 12)
    }

    @Test("a bucket in another region is said to be there")
    func region() async throws {
        let replies: [ScriptedServer.Step] = [
            .answer(400, body: error("AuthorizationHeaderMalformed", "<Region>eu-west-3</Region>")),
            .answer(
                301,
                headers: ["x-amz-bucket-region: eu-west-3"],
                body: error("PermanentRedirect")
            ),
        ]
        for reply in replies {
            let scripted = try ScriptedStore([reply])
            let thrown = await failure { () throws(ObjectStoreError) in
                try await scripted.store.get(key, range: nil)
            }
            #expect(thrown?.code == .misconfigured)
            #expect(thrown?.message.contains("set AWS_REGION=eu-west-3") == true)
        }
    }

    @Test("what an operator must mend is named, and no secret is")
    func operators() async throws {
        let cases: [(Int, String, ObjectStoreError.Code, String)] = [
            (404, "NoSuchBucket", .misconfigured, "create it"),
            (403, "SignatureDoesNotMatch", .denied, "AWS_SECRET_ACCESS_KEY"),
            (403, "InvalidAccessKeyId", .denied, "AWS_ACCESS_KEY_ID"),
            (403, "AccessDenied", .denied, "s3:PutObject"),
            (403, "ExpiredToken", .denied, "renew"),
            (507, "XMinioStorageFull", .full, "no room"),
            (501, "NotImplemented", .misconfigured, "does not know"),
        ]
        for (status, code, wanted, text) in cases {
            let reply = ScriptedServer.Step.answer(status, body: error(code))
            let scripted = try ScriptedStore([reply, reply])
            let thrown = await failure { () throws(ObjectStoreError) in
                try await scripted.store.put(key, [1], mode: .overwrite)
            }
            #expect(thrown?.code == wanted, "\(code)")
            #expect(thrown?.message.contains(text) == true, "\(thrown?.message ?? "")")
            #expect(thrown?.message.contains(ScriptedStore.secret) == false)
            #expect(thrown?.message.contains("session-token") == false)
        }
    }

    @Test("where nobody listens the address is named, and nothing was done")
    func refused() async throws {
        let scripted = try ScriptedStore([]) { settings in
            settings.retry.attemptsMax = 2
            settings.endpoint = S3Endpoint("http://127.0.0.1:1") ?? settings.endpoint
        }
        let thrown = await failure { () throws(ObjectStoreError) in
            try await scripted.store.put(key, [1], mode: .create)
        }
        #expect(thrown?.code == .unavailable)
        #expect(thrown?.message.contains("http://127.0.0.1:1") == true)
        #expect(scripted.waited.count == 1)
    }

    @Test("a completion that fails inside a 200 is tried again")
    func completionError() async throws {
        let scripted = try ScriptedStore([
            .answer(200, body: "<R><UploadId>id&amp;1</UploadId></R>"),
            .answer(200, headers: ["ETag: \"p1\""]),
            .answer(200, body: "  \n" + error("InternalError")),
            .answer(
                200,
                body:
                    "<CompleteResult><ETag>&quot;x-1&quot;</ETag></CompleteResult>"
            ),
        ])
        let upload = try await scripted.store.beginMultipart(key, mode: .create)
        try await upload.uploadPart(1, [1, 2, 3])
        let done = try await upload.complete()
        #expect(done == ObjectAttributes(key: key, size: 3, entityTag: "x-1"))
        let lines = scripted.server.requests.map(\.line)
        #expect(lines[0] == "POST /lake/root/a/b%20c?uploads= HTTP/1.1")
        #expect(lines[1] == "PUT /lake/root/a/b%20c?partNumber=1&uploadId=id%261 HTTP/1.1")
        #expect(lines[3] == "POST /lake/root/a/b%20c?uploadId=id%261 HTTP/1.1")
    }

    @Test("a completion whose answer was lost is found out about")
    func lostCompletion() async throws {
        func script(_ size: Int) -> [ScriptedServer.Step] {
            [
                .answer(200, body: "<R><UploadId>id</UploadId></R>"),
                .answer(200, headers: ["ETag: \"p1\""]),
                .reset,
                .answer(404, body: error("NoSuchUpload")),
                .answer(200, headers: ["Content-Length: \(size)", "ETag: \"x-1\""]),
            ]
        }
        for (size, isOurs) in [(3, true), (4, false)] {
            let scripted = try ScriptedStore(script(size))
            let upload = try await scripted.store.beginMultipart(key, mode: .create)
            try await upload.uploadPart(1, [1, 2, 3])
            let thrown = await failure { () throws(ObjectStoreError) in try await upload.complete()
            }
            #expect(thrown?.code == (isOurs ? nil : .outcomeUnknown))
        }
    }

    @Test("a completion that loses gives its parts back")
    func losingCompletion() async throws {
        let scripted = try ScriptedStore([
            .answer(200, body: "<R><UploadId>id</UploadId></R>"),
            .answer(200, headers: ["ETag: \"p1\""]),
            .answer(412, body: error("PreconditionFailed")),
            .answer(204),
        ])
        let upload = try await scripted.store.beginMultipart(key, mode: .create)
        try await upload.uploadPart(1, [1])
        await #expect(throws: ObjectStoreError(.alreadyExists, "")) { try await upload.complete() }
        #expect(scripted.server.requests.last?.line.hasPrefix("DELETE") == true)
    }

    @Test("credentials that have expired are fetched anew, once")
    func expired() async throws {
        let provider = CountingCredentials()
        let scripted = try ScriptedStore(
            [.answer(403, body: error("ExpiredToken")), .answer(200)],
            credentials: provider
        )
        try await scripted.store.put(key, [1], mode: .overwrite)
        #expect(provider.count == 2)
        let ids = scripted.server.requests.map {
            $0.headers["authorization"]?.contains("Credential=key2/") == true
        }
        #expect(ids == [false, true])
    }

    @Test("a cancelled task does not wait for the store")
    func cancelled() async throws {
        let scripted = try ScriptedStore([.hang]) { $0.http.idleTimeout = .seconds(60) }
        let key = key
        let task = Task { [store = scripted.store] in
            await failure { () throws(ObjectStoreError) in try await store.get(key, range: nil) }
        }
        while scripted.server.requests.isEmpty { await Task.yield() }
        let begun = ContinuousClock.now
        task.cancel()
        #expect(await task.value?.code == .unavailable)
        #expect(ContinuousClock.now - begun < .seconds(5))
    }

    @Test("no more requests are on their way than the settings allow")
    func bounded() async throws {
        let script = Array(repeating: ScriptedServer.Step.slow(200, milliseconds: 20), count: 12)
        let scripted = try ScriptedStore(script) { $0.http.requestsInFlightMax = 3 }
        let key = key
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<12 {
                group.addTask { _ = try? await scripted.store.put(key, [1], mode: .overwrite) }
            }
        }
        #expect(scripted.server.requests.count == 12)
        #expect(scripted.server.busyMax <= 3)
        #expect(scripted.server.connections <= 3)
    }

    @Test("a listing goes on where a page held nothing that is ours")
    func listing() async throws {
        func page(_ items: String, more: Bool) -> String {
            "<ListBucketResult xmlns=\"x\"><IsTruncated>\(more)</IsTruncated>"
                + "<NextContinuationToken>\(more ? "t k" : "")</NextContinuationToken>"
                + "<EncodingType>url</EncodingType>\(items)</ListBucketResult>"
        }
        let folder = "<Contents><Key>root/a/</Key><Size>0</Size></Contents>"
        let object =
            "<Contents><Key>root/a/b+c%2Bd</Key><Size>5</Size><ETag>&quot;e&quot;</ETag></Contents>"
        let scripted = try ScriptedStore([
            .answer(200, body: page(folder, more: true)),
            .answer(200, body: page(folder + object, more: false)),
        ])
        let listed = try await scripted.store.list(prefix: "a", after: ObjectKey("a/A"))
        let wanted = ObjectAttributes(key: ObjectKey("a/b c+d"), size: 5, entityTag: "e")
        #expect(listed.objects == [wanted])
        #expect(!listed.isTruncated)
        let lines = scripted.server.requests.map(\.line)
        let query = "encoding-type=url&list-type=2&max-keys=1000&prefix=root%2Fa"
        #expect(lines[0] == "GET /lake?\(query)&start-after=root%2Fa%2FA HTTP/1.1")
        #expect(lines[1] == "GET /lake?continuation-token=t%20k&\(query) HTTP/1.1")
    }
}
