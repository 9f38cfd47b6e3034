import Iceberg
import LakeModel
import ObjectStorage
import Testing

@Suite("Readers' access to a real store", .enabled(if: LiveStore.current != nil, LiveStore.reason))
struct LiveAccessTests {
    private static let data = "dt=2026-01-01/a.parquet"

    private func key(_ tenant: String, _ table: String = "clicks") -> ObjectKey {
        ObjectKey("\(table)/tenantId=\(tenant)/\(Self.data)")
    }

    private func clicks() throws -> TableIdentifier {
        TableIdentifier(tenant: try TenantID("t1"), table: try TableName("clicks"))
    }

    private func metadata(_ tenant: String) -> ObjectKey {
        ObjectKey("_catalog/tenantId=\(tenant)/clicks/metadata/v1.metadata.json")
    }

    /// Objects of three tenants and of the writer.
    private func fill(_ live: LiveStore) async throws {
        let store = live.store(live.own)
        for tenant in ["t1", "t10", "t2"] {
            for key in [key(tenant), key(tenant, "views"), metadata(tenant)] {
                try await store.put(key, Array(tenant.utf8), mode: .overwrite)
            }
        }
        try await store.put(ObjectKey("_lakewriter/state"), [1], mode: .overwrite)
    }

    private func expectDenied(
        _ what: String,
        _ place: SourceLocation = #_sourceLocation,
        _ attempt: () async throws(ObjectStoreError) -> Void
    ) async {
        await #expect(throws: ObjectStoreError(.denied, ""), "\(what)", sourceLocation: place) {
            try await attempt()
        }
    }

    @Test("a reader's credentials open its tenant's objects, and nothing else in any way")
    func vendedForReading() async throws {
        let live = try #require(LiveStore.current)
        try await fill(live)
        let vended = try await live.vendor().credentials(for: try clicks())
        let store = live.store(StaticCredentials(vended.credentials))
        for own in [key("t1"), metadata("t1")] {
            #expect(try await store.get(own, range: nil) == Array("t1".utf8))
            #expect(try await store.head(own).size == 2)
        }
        let listed = try await store.list(prefix: "clicks/tenantId=t1/", after: nil)
        #expect(listed.objects.map(\.key) == [key("t1")])

        for foreign in [
            key("t2"), key("t10"), metadata("t2"), ObjectKey("_lakewriter/state"),
            // The tenant's own, and not of the table that the credentials are for.
            key("t1", "views"),
        ] {
            await expectDenied("get \(foreign)") { () async throws(ObjectStoreError) in
                _ = try await store.get(foreign, range: nil)
            }
            await expectDenied("head \(foreign)") { () async throws(ObjectStoreError) in
                _ = try await store.head(foreign)
            }
        }
        for prefix in [
            "", "clicks/", "clicks/tenantId=", "clicks/tenantId=t1", "clicks/tenantId=t10/",
            "clicks/tenantId=t2/", "_catalog/", "_catalog/tenantId=t1", "_lakewriter/",
        ] {
            await expectDenied("list \(prefix)") { () async throws(ObjectStoreError) in
                _ = try await store.list(prefix: prefix, after: nil)
            }
        }
        for anybody in [key("t1"), key("t2"), metadata("t1"), ObjectKey("_lakewriter/state")] {
            await expectDenied("put \(anybody)") { () async throws(ObjectStoreError) in
                try await store.put(anybody, [0], mode: .overwrite)
            }
            await expectDenied("delete \(anybody)") { () async throws(ObjectStoreError) in
                try await store.delete(anybody)
            }
            await expectDenied("upload \(anybody)") { () async throws(ObjectStoreError) in
                _ = try await store.beginMultipart(anybody, mode: .overwrite)
            }
        }
        #expect(try await live.store(live.own).get(key("t2"), range: nil) == Array("t2".utf8))
    }

    @Test("a maintainer's credentials change one table of one tenant")
    func vendedForWriting() async throws {
        let live = try #require(LiveStore.current)
        try await fill(live)
        let vended = try await live.vendor().credentials(for: try clicks(), mayChange: true)
        let store = live.store(StaticCredentials(vended.credentials))
        let new = ObjectKey("clicks/tenantId=t1/dt=2026-01-01/b.parquet")
        try await store.put(new, [1, 2, 3], mode: .create)
        #expect(try await store.get(new, range: nil) == [1, 2, 3])
        try await store.delete(new)
        for other in [
            key("t1", "views"), key("t10"), key("t2"), ObjectKey("_lakewriter/state"),
            // What a wildcard before the tenant's name would have let through.
            ObjectKey("clicks/tenantId=t2/x/tenantId=t1/y"),
        ] {
            await expectDenied("put \(other)") { () async throws(ObjectStoreError) in
                try await store.put(other, [0], mode: .overwrite)
            }
            await expectDenied("delete \(other)") { () async throws(ObjectStoreError) in
                try await store.delete(other)
            }
        }
    }

    @Test("copies out of another tenant's folders are refused")
    func copies() async throws {
        let live = try #require(LiveStore.current)
        try await fill(live)
        let vended = try await live.vendor().credentials(for: try clicks(), mayChange: true)
        let location = live.settings.location
        let source = "/\(location.bucket)/\(location.prefix)/\(key("t2"))"
        let target = ObjectKey("clicks/tenantId=t1/dt=2026-01-01/stolen.parquet")
        let address = S3Address(live.settings, key: "\(location.prefix)/\(target)")
        let header = SigningRequest.Pair(
            "x-amz-copy-source",
            PercentEncoding.encode(source, keepingSlash: true)
        )
        let signature = SigV4Signer(region: "us-east-1", service: "s3", pathRule: .asIs).signed(
            SigningRequest(
                method: "PUT",
                path: address.path,
                query: [],
                headers: [.init("host", address.host), header],
                payload: .sha256(SigV4Signer.payloadHash([]))
            ),
            with: vended.credentials,
            at: ObjectStoreRuntime.live.now()
        )
        let response = try await CurlClient(settings: live.settings.http).send(
            HTTPRequest(
                method: "PUT",
                url: address.url([]),
                headers: ([header] + signature.added).map { HTTPHeader($0.name, $0.value) },
                body: []
            )
        )
        #expect(response.status == 403)
        await #expect(throws: ObjectStoreError(.notFound, "")) {
            try await live.store(live.own).head(target)
        }
    }

    @Test("what is signed for a reader is answered by the store")
    func signed() async throws {
        let live = try #require(LiveStore.current)
        try await fill(live)
        let signer = RemoteSigner(settings: live.settings, credentials: live.own, runtime: .live)
        let client = CurlClient(settings: live.settings.http)
        let location = live.settings.location
        let bucket = "\(live.settings.endpoint)/\(location.bucket)"
        let folder = "\(location.prefix)/clicks/tenantId=t1/"
        for (uri, expected) in [
            ("\(bucket)/\(folder)\(Self.data)", "t1"),
            ("\(bucket)?list-type=2&prefix=\(folder)", "a.parquet</Key>"),
        ] {
            let answer = try await signer.sign(
                RemoteSigningRequest(method: "GET", region: "us-east-1", uri: uri, headers: [:]),
                for: TableIdentifier(tenant: try TenantID("t1"), table: try TableName("clicks")),
                writing: false
            )
            let response = try await client.send(
                HTTPRequest(
                    method: "GET",
                    url: answer.uri,
                    headers: answer.headers.map { HTTPHeader($0.key, $0.value) }
                )
            )
            let body = String(decoding: response.body, as: UTF8.self)
            #expect(response.status == 200 && body.contains(expected), "\(body)")
        }
    }
}
