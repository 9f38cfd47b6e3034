import Foundation
import LakeTesting
import ObjectStorage
import Testing

@Suite("Everything below a folder of a bucket")
struct S3ErasureTests {
    private let uploads = """
        <ListMultipartUploadsResult xmlns="x"><IsTruncated>true</IsTruncated>\
        <EncodingType>url</EncodingType><NextKeyMarker>root/a/t1/x%26y</NextKeyMarker>\
        <NextUploadIdMarker>u1</NextUploadIdMarker><Upload><Key>root/a/t1/x%26y</Key>\
        <UploadId>u1</UploadId></Upload></ListMultipartUploadsResult>
        """
    private let noUploads =
        "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>"
    private let noFolders =
        "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>"

    private func versions(_ items: String, more: String = "") -> String {
        """
        <ListVersionsResult xmlns="x"><IsTruncated>\(!more.isEmpty)</IsTruncated>\
        <EncodingType>url</EncodingType>\(more)\(items)</ListVersionsResult>
        """
    }

    /// All pages, one after the other.
    private func all(_ scripted: ScriptedStore) async throws -> [Remnant] {
        var found: [Remnant] = []
        var mark: RemnantMark?
        repeat {
            let page = try await scripted.store.remnants(below: "a/t1/", after: mark)
            found += page.remnants
            mark = page.next
        } while mark != nil
        return found
    }

    @Test("a store that lists what lies elsewhere is not believed, whatever it lists")
    func strays() async throws {
        for key in ["root/a/t10/x", "root/a/t2/x", "root/b/t1/x", "root/a/t1"] {
            let item = "<Key>\(key)</Key><UploadId>u</UploadId><Size>1</Size>"
            let pages: [[String]] = [
                [
                    "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>"
                        + "<Upload>\(item)</Upload></ListMultipartUploadsResult>"
                ],
                [noUploads, versions("<Version>\(item)</Version>")],
                [noUploads, versions("<DeleteMarker>\(item)</DeleteMarker>")],
                [
                    noUploads, "",
                    "<ListBucketResult><IsTruncated>false</IsTruncated>"
                        + "<Contents>\(item)</Contents></ListBucketResult>",
                ],
            ]
            for answers in pages {
                let refusal = "<Error><Code>NotImplemented</Code></Error>"
                let scripted = try ScriptedStore(
                    answers.map {
                        $0.isEmpty ? .answer(501, body: refusal) : .answer(200, body: $0)
                    }
                )
                await #expect(throws: ObjectStoreError(.misconfigured, ""), "\(key) \(answers)") {
                    _ = try await all(scripted)
                }
            }
        }
    }

    @Test("uploads, versions and delete markers are found, page by page, under keys of any kind")
    func listing() async throws {
        let first = versions(
            "<Version><Key>root/a/t1/one</Key><VersionId>v2</VersionId><Size>7</Size></Version>"
                + "<DeleteMarker><Key>root/a/t1/two+words</Key><VersionId>v9</VersionId>"
                + "</DeleteMarker>",
            more: "<NextKeyMarker>root/a/t1/two+words</NextKeyMarker>"
                + "<NextVersionIdMarker>v9</NextVersionIdMarker>"
        )
        let second = versions(
            "<Version><Key>root/a/t1//odd/../key%0A/</Key><Size>1</Size></Version>"
        )
        let scripted = try ScriptedStore([
            .answer(200, body: uploads), .answer(200, body: noUploads),
            .answer(200, body: first), .answer(200, body: second), .answer(200, body: noFolders),
        ])
        let found = try await all(scripted)
        #expect(
            found == [
                Remnant(.upload, "a/t1/x&y", id: "u1"),
                Remnant(.version, "a/t1/one", id: "v2", size: 7),
                Remnant(.deleteMarker, "a/t1/two words", id: "v9"),
                Remnant(.version, "a/t1//odd/../key\n/", id: "null", size: 1),
            ]
        )
        let lines = scripted.server.requests.map(\.line)
        let prefix = "prefix=root%2Fa%2Ft1%2F"
        #expect(
            lines[0] == "GET /lake?encoding-type=url&max-uploads=1000&\(prefix)&uploads= HTTP/1.1"
        )
        #expect(
            lines[1]
                == "GET /lake?encoding-type=url&key-marker=root%2Fa%2Ft1%2Fx%26y&max-uploads=1000&"
                + "\(prefix)&upload-id-marker=u1&uploads= HTTP/1.1"
        )
        #expect(
            lines[2] == "GET /lake?encoding-type=url&max-keys=1000&\(prefix)&versions= HTTP/1.1"
        )
        #expect(
            lines[3]
                == "GET /lake?encoding-type=url&key-marker=root%2Fa%2Ft1%2Ftwo%20words&"
                + "max-keys=1000&\(prefix)&version-id-marker=v9&versions= HTTP/1.1"
        )
    }

    @Test("folders that a store keeps without anything in them are found, the deepest first")
    func folders() async throws {
        func folder(_ full: String) -> String {
            "<CommonPrefixes><Prefix>\(full)</Prefix></CommonPrefixes>"
        }
        func page(_ items: String) -> String {
            "<ListBucketResult><IsTruncated>false</IsTruncated>\(items)</ListBucketResult>"
        }
        let scripted = try ScriptedStore([
            .answer(200, body: noUploads), .answer(200, body: versions("")),
            .answer(200, body: page(folder("root/a/t1/") + folder("root/a/t10/"))),
            .answer(200, body: page(folder("root/a/t1/dt=1/"))),
            .answer(200, body: noFolders),
            .answer(204), .answer(204),
        ])
        let found = try await all(scripted)
        #expect(found == [Remnant(.folder, "a/t1/dt=1/"), Remnant(.folder, "a/t1/")])
        try await scripted.store.erase(found)
        let lines = scripted.server.requests.map(\.line)
        #expect(
            lines.suffix(2).elementsEqual([
                "DELETE /lake/root/a/t1/dt%3D1/ HTTP/1.1", "DELETE /lake/root/a/t1/ HTTP/1.1",
            ])
        )
    }

    @Test("a store without versions shows its objects")
    func withoutVersions() async throws {
        let objects = """
            <ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>root/a/t1/x</Key>\
            <Size>3</Size></Contents></ListBucketResult>
            """
        let refusal = "<Error><Code>NotImplemented</Code></Error>"
        let scripted = try ScriptedStore([
            .answer(200, body: noUploads), .answer(501, body: refusal),
            .answer(200, body: objects), .answer(200, body: noFolders),
        ])
        #expect(try await all(scripted) == [Remnant(.version, "a/t1/x", size: 3)])
    }

    @Test("a listing that may not be made is an error, not an empty one", arguments: [0, 1])
    func denied(before: Int) async throws {
        let answers = [ScriptedServer.Step.answer(200, body: noUploads)].prefix(before)
        let refusal = "<Error><Code>AccessDenied</Code></Error>"
        let scripted = try ScriptedStore(answers + [.answer(403, body: refusal)])
        await #expect(throws: ObjectStoreError(.denied, "")) { try await all(scripted) }
    }

    @Test("a thousand versions go with one request that its digest protects")
    func batch() async throws {
        let scripted = try ScriptedStore(
            [.answer(200, body: "<DeleteResult/>"), .answer(200, body: "<DeleteResult/>")]
        ) { $0.checksum = .crc32c }
        let versions = (0..<1001).map { Remnant(.version, "a/t1/<\($0)>&", id: "v\($0)") }
        try await scripted.store.erase(versions)
        let requests = scripted.server.requests
        #expect(requests.map(\.line) == Array(repeating: "POST /lake?delete= HTTP/1.1", count: 2))
        let body = try #require(requests.first?.body)
        #expect(requests[0].headers["authorization"]?.contains("content-md5;") == true)
        #expect(requests[0].headers["x-amz-checksum-crc32c"]?.isEmpty == false)
        let text = String(decoding: body, as: UTF8.self)
        #expect(text.components(separatedBy: "<Object>").count == 1001)
        #expect(
            text.contains(
                "<Object><Key>root/a/t1/&lt;7&gt;&amp;</Key><VersionId>v7</VersionId></Object>"
            )
        )
    }

    @Test("the digest of a request is that of its body")
    func digest() async throws {
        let scripted = try ScriptedStore([.answer(200, body: "<DeleteResult/>")])
        try await scripted.store.erase([Remnant(.version, "a/t1/x", id: "v1")])
        let request = try #require(scripted.server.requests.first)
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == "<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Quiet>true</Quiet>"
                + "<Object><Key>root/a/t1/x</Key><VersionId>v1</VersionId></Object></Delete>"
        )
        // Python: base64.b64encode(hashlib.md5(body).digest())
        #expect(request.headers["content-md5"] == "dGYGJFBFgwmpiEb8YuVzng==")
    }

    @Test("a key that no document can name is removed by itself, an upload is aborted")
    func alone() async throws {
        let scripted = try ScriptedStore([
            .answer(204), .answer(404, body: "<Error><Code>NoSuchUpload</Code></Error>"),
        ])
        try await scripted.store.erase([
            Remnant(.version, "a/t1/x\u{1}", id: "v1"), Remnant(.upload, "a/t1/y", id: "u 1"),
        ])
        #expect(
            scripted.server.requests.map(\.line) == [
                "DELETE /lake/root/a/t1/x%01?versionId=v1 HTTP/1.1",
                "DELETE /lake/root/a/t1/y?uploadId=u%201 HTTP/1.1",
            ]
        )
    }

    @Test("what the store does not remove is told, what is gone is not")
    func refusals() async throws {
        let answer = """
            <DeleteResult><Error><Key>root/a/t1/x</Key><Code>NoSuchVersion</Code></Error>\
            <Error><Key>root/a/t1/y</Key><Code>AccessDenied</Code><Message>locked</Message></Error>\
            </DeleteResult>
            """
        let scripted = try ScriptedStore([.answer(200, body: answer)])
        let error = try await #require(throws: ObjectStoreError.self) {
            try await scripted.store.erase([
                Remnant(.version, "a/t1/x", id: "1"), Remnant(.version, "a/t1/y", id: "2"),
            ])
        }
        #expect(error.code == .denied)
        #expect(error.message.contains("1 of 2 objects"))
        #expect(error.message.contains("s3://lake/root/a/t1/y: AccessDenied locked"))
    }

    @Test(
        "an answer that is no listing is an error",
        arguments: [
            "", "<html/>", "<ListMultipartUploadsResult/>",
            "<ListMultipartUploadsResult><IsTruncated>true</IsTruncated></ListMultipartUploadsResult>",
        ]
    )
    func senseless(body: String) async throws {
        let scripted = try ScriptedStore([.answer(200, body: body)])
        await #expect(throws: ObjectStoreError(.invalidRequest, "")) {
            try await scripted.store.remnants(below: "a/t1/", after: nil)
        }
    }

    @Test(
        "nothing is left of a folder in a real store, and its neighbours stay",
        .enabled(if: TestS3.current != nil, TestS3.reason)
    )
    func real() async throws {
        let location = try TestS3.location("erasure")
        let store = try TestS3.store { $0.location = location }
        try await ErasureCheck.run(store)
    }
}
