import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Testing

@Suite("RemoteSigner")
struct RemoteSignerTests {
    private static let base = "http://127.0.0.1:9000/lake/root"
    private static let key = "/clicks/tenantId=t1/dt=2026-01-01/a.parquet"

    private func sign(
        _ method: String,
        _ uri: String,
        headers: [String: [String]] = [:],
        access: TenantAccess = .read,
        region: String = "us-east-1",
        credentials: any AWSCredentialsProvider = AccessFixture.own
    ) async throws -> RemoteSigningAnswer {
        let signer = RemoteSigner(
            settings: try AccessFixture.settings(),
            credentials: credentials,
            runtime: AccessFixture.runtime()
        )
        return try await signer.sign(
            RemoteSigningRequest(method: method, region: region, uri: uri, headers: headers),
            for: TableIdentifier(tenant: try TenantID("t1"), table: try TableName("clicks")),
            writing: access != .read
        )
    }

    private func refuses(
        _ method: String,
        _ uri: String,
        headers: [String: [String]] = [:],
        access: TenantAccess = .read,
        _ place: SourceLocation = #_sourceLocation
    ) async {
        await #expect(
            throws: ObjectStoreError(.denied, ""),
            "\(method) \(uri)",
            sourceLocation: place
        ) {
            try await sign(method, uri, headers: headers, access: access)
        }
    }

    @Test("a read of the tenant's own object is signed in our spelling")
    func read() async throws {
        let answer = try await sign(
            "GET",
            Self.base + Self.key,
            headers: ["Range": ["bytes=0-9"], "User-Agent": ["x"], "X-Amz-Meta-A": ["b"]]
        )
        #expect(
            answer.uri == "\(Self.base)/clicks/tenantId%3Dt1/dt%3D2026-01-01/a.parquet"
        )
        #expect(
            Set(answer.headers.keys) == ["authorization", "x-amz-date", "x-amz-content-sha256"]
        )
        #expect(answer.headers["x-amz-content-sha256"] == SigV4Signer.payloadHash([]))
        // A client may add to its ranges what it likes; what a store acts upon is covered.
        let names = "SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-meta-a,"
        #expect(answer.headers["authorization"]?.contains(names) == true)
    }

    @Test("the signature is the one that the store computes")
    func signature() async throws {
        let answer = try await sign("GET", Self.base + Self.key)
        let signer = SigV4Signer(region: "us-east-1", service: "s3", pathRule: .asIs)
        let expected = signer.signed(
            SigningRequest(
                method: "GET",
                path: "/lake/root/clicks/tenantId%3Dt1/dt%3D2026-01-01/a.parquet",
                query: [],
                headers: [.init("host", "127.0.0.1:9000")],
                payload: .sha256(SigV4Signer.payloadHash([]))
            ),
            with: Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: Secret("own-secret")),
            at: AccessFixture.now
        )
        #expect(answer.headers["authorization"] == expected.added.last?.value)
    }

    @Test("other spellings of the same object are signed as one")
    func spellings() async throws {
        let plain = try await sign("HEAD", Self.base + Self.key)
        for uri in [
            "http://127.0.0.1:9000/lake/root/clicks/tenantId%3Dt1/dt%3d2026-01-01/a.parquet",
            "http://127.0.0.1:9000/%6Cake/root/clicks/tenantId=t1/dt=2026-01-01/a.parquet?",
            "HTTP://127.0.0.1:9000/lake/root%2Fclicks/tenantId=t1/dt=2026-01-01/a.parquet",
        ] {
            #expect(try await sign("HEAD", uri) == plain, "\(uri)")
        }
        let virtual = try await sign("GET", "http://lake.127.0.0.1:9000/root" + Self.key)
        #expect(virtual.uri.hasPrefix("http://lake.127.0.0.1:9000/root/clicks/"))
    }

    @Test("a listing of the tenant's own folder is signed")
    func list() async throws {
        let answer = try await sign(
            "GET",
            "http://127.0.0.1:9000/lake?list-type=2&prefix=root%2Fclicks%2FtenantId%3Dt1%2F"
                + "&delimiter=%2F&max-keys=1000&encoding-type=url"
        )
        #expect(answer.uri.hasPrefix("http://127.0.0.1:9000/lake?delimiter=%2F&"))
    }

    @Test(
        "listings that show more are refused",
        arguments: [
            "", "?list-type=2", "?list-type=2&prefix=", "?prefix=root/",
            "?list-type=2&prefix=root/clicks/", "?prefix=root/clicks/tenantId=t1",
            "?prefix=root/clicks/tenantId=t10/", "?prefix=root/clicks/tenantId=t2/",
            "?prefix=root/clicks/tenantId=t1/&prefix=root/clicks/tenantId=t2/",
            "?prefix=root/clicks/tenantId=t1/&prefix=", "?prefix=clicks/tenantId=t1/",
            "?Prefix=root/clicks/tenantId=t1/", "?prefix=root/clicks/tenantId=t1/../tenantId=t2/",
            "?prefix=root/clicks/tenantId=t1/%2e%2e/tenantId=t2/", "?prefix=root/_lakewriter/",
            "?prefix=root/clicks/tenantId=t1/&versions", "?prefix=root/clicks/tenantId=t1/&uploads",
            "?prefix=root/clicks/tenantId=t1/&X-Amz-Expires=9", "?policy", "?acl", "?location",
            "?prefix=root/clicks/tenantId=t1/+", "?delete",
        ]
    )
    func listings(query: String) async {
        await refuses("GET", "http://127.0.0.1:9000/lake\(query)")
        await refuses("GET", "http://127.0.0.1:9000/lake/\(query)")
        await refuses("GET", "http://lake.127.0.0.1:9000/\(query)")
    }

    @Test(
        "keys of others are refused, however they are spelled",
        arguments: [
            "/root/clicks/tenantId=t2/a", "/root/clicks/tenantId=t10/a", "/root/clicks/x",
            "/root/clicks/tenantId=t1/../tenantId=t2/a",
            "/root/clicks/tenantId=t1/%2E%2E/tenantId=t2/a",
            "/root/clicks/tenantId=t1/%252E%252E/tenantId=t2/a",
            "/root/clicks/tenantId=t1%2F..%2FtenantId=t2/a", "/root/clicks/tenantId=t1//a",
            "/root/_lakewriter/probe", "/clicks/tenantId=t1/a", "/other/clicks/tenantId=t1/a",
            "/rooted/clicks/tenantId=t1/a", "/root/clicks/tenantId=t1/a%00", "/root/%ZZ",
            "/root/clicks/tenantId=t1", "/root/clicks/tenantId=t1/", "/root/clicks/tenantId=t1/%FF",
        ]
    )
    func keys(path: String) async {
        await refuses("GET", "http://127.0.0.1:9000/lake\(path)")
        await refuses("HEAD", "http://lake.127.0.0.1:9000\(path)")
        await refuses("PUT", "http://127.0.0.1:9000/lake\(path)", access: .write(.deadLetters))
    }

    @Test(
        "other hosts, buckets and schemes are refused",
        arguments: [
            "https://127.0.0.1:9000/lake/root", "http://127.0.0.1/lake/root",
            "http://127.0.0.1:9001/lake/root", "http://evil.example/lake/root",
            "http://127.0.0.1:9000/other/root", "http://127.0.0.1:9000/lake2/root",
            "http://other.127.0.0.1:9000/root", "http://x@127.0.0.1:9000/lake/root",
            "http://127.0.0.1:9000@evil.example/lake/root", "//127.0.0.1:9000/lake/root",
            "http://127.0.0.1:9000/./lake/root", "http://127.0.0.1:9000//lake/root",
            "http://127.0.0.1:9000/lake/../lake/root", "http://127.0.0.1:9000\\lake/root",
            "http://evil.example#http://127.0.0.1:9000/lake/root", "file:///lake/root", "",
        ]
    )
    func places(base: String) async {
        await refuses("GET", base + Self.key)
    }

    @Test(
        "a reader changes nothing",
        arguments: ["PUT", "POST", "DELETE", "PATCH", "OPTIONS", "get", "GET "]
    )
    func methods(method: String) async {
        await refuses(method, Self.base + Self.key)
        await refuses(method, "http://127.0.0.1:9000/lake?delete")
    }

    @Test(
        "what is not the object itself is refused",
        arguments: [
            "acl", "tagging", "torrent", "uploadId=1", "attributes", "retention",
            "response-content-type=text/html", "X-Amz-Signature=1", "versionId=1&versionId=2",
        ]
    )
    func subresources(query: String) async {
        await refuses("GET", "\(Self.base)\(Self.key)?\(query)")
        await refuses("GET", "\(Self.base)\(Self.key)?versionId=1&\(query)")
    }

    @Test("who may change a table writes, deletes and uploads there, and copies nothing into it")
    func write() async throws {
        let access = TenantAccess.write(try TableName("clicks"))
        for (method, query) in [
            ("PUT", ""), ("DELETE", ""), ("GET", ""), ("POST", "?uploads"),
            ("PUT", "?partNumber=1&uploadId=a"), ("POST", "?uploadId=a"), ("DELETE", "?uploadId=a"),
        ] { _ = try await sign(method, Self.base + Self.key + query, access: access) }
        let put = try await sign("PUT", Self.base + Self.key, access: access)
        #expect(put.headers["x-amz-content-sha256"] == "UNSIGNED-PAYLOAD")
        for header in [
            "x-amz-copy-source", "X-Amz-Copy-Source-Range", "x-amz-acl",
            "x-amz-server-side-encryption-customer-algorithm",
            "X-Amz-Server-Side-Encryption-Customer-Key", "x-amz-grant-read",
        ] {
            await refuses("PUT", Self.base + Self.key, headers: [header: ["x"]], access: access)
        }
        await refuses("PUT", Self.base + Self.key + "?acl", access: access)
        await refuses("PUT", "\(Self.base)/views/tenantId=t1/a", access: access)
        await refuses("POST", "http://127.0.0.1:9000/lake?delete", access: access)
    }

    @Test(
        "another table of the same tenant is another route's",
        arguments: [
            "/views/tenantId=t1/a", "/dead_letters/tenantId=t1/a",
            "/_catalog/tenantId=t1/views/metadata/v1.metadata.json", "/_catalog/tenantId=t1/a",
            "/_catalog/tenantId=t1/clicks2/metadata/v1.metadata.json",
        ]
    )
    func tables(path: String) async throws {
        let write = TenantAccess.write(try TableName("clicks"))
        for access in [TenantAccess.read, write] {
            await refuses("GET", Self.base + path, access: access)
            let folder = "root\(path)".split(separator: "/").dropLast().joined(separator: "/")
            let listing = "http://127.0.0.1:9000/lake?prefix=\(folder)/"
            await refuses("GET", listing, access: access)
        }
        let own = "/_catalog/tenantId=t1/clicks/metadata/v1.metadata.json"
        _ = try await sign("GET", Self.base + own)
    }

    @Test("a hash that the client sent is covered and not sent back")
    func payload() async throws {
        let digest = SigV4Signer.payloadHash([1])
        let access = TenantAccess.write(try TableName("clicks"))
        for value in [digest, "UNSIGNED-PAYLOAD"] {
            let answer = try await sign(
                "PUT",
                Self.base + Self.key,
                headers: ["X-Amz-Content-SHA256": [value]],
                access: access
            )
            #expect(answer.headers["x-amz-content-sha256"] == nil)
        }
        await refuses(
            "PUT",
            Self.base + Self.key,
            headers: ["x-amz-content-sha256": ["STREAMING-AWS4-HMAC-SHA256-PAYLOAD"]],
            access: access
        )
    }

    @Test("another region is refused, and our own session's token goes along")
    func regionAndToken() async throws {
        await #expect(throws: ObjectStoreError(.denied, "")) {
            try await sign("GET", Self.base + Self.key, region: "eu-west-1")
        }
        let temporary = StaticCredentials(
            Credentials(
                accessKeyID: "ASIA",
                secretAccessKey: Secret("s"),
                sessionToken: Secret("own-token")
            )
        )
        let answer = try await sign("GET", Self.base + Self.key, credentials: temporary)
        #expect(answer.headers["x-amz-security-token"] == "own-token")
    }

    @Test("requests and answers have the specification's JSON")
    func json() async throws {
        let text =
            #"{"region":"us-east-1","uri":"http://h/x","method":"GET","#
            + #""headers":{"A":["b","c"]},"properties":{},"body":null}"#
        let request = try #require(RemoteSigningRequest(JSONDocument(Array(text.utf8)).root))
        #expect(request.headers == ["A": ["b", "c"]])
        for broken in [
            "{}", #"{"region":"r","uri":"u","method":"GET","headers":{"A":"b"}}"#,
            #"{"region":"r","uri":"u","method":"GET","headers":{"A":[1]}}"#, "[]",
        ] {
            #expect(RemoteSigningRequest(try JSONDocument(Array(broken.utf8)).root) == nil)
        }
        var writer = JSONWriter()
        try await sign("GET", Self.base + Self.key).write(to: &writer)
        let node = try JSONDocument(writer.bytes).root
        #expect(node["headers"]?["authorization"]?.array?.count == 1)
    }
}
