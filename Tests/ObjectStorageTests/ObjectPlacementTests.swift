import LakeTesting
import ObjectStorage
import Testing

@Suite("ObjectPlacement")
struct ObjectPlacementTests {
    private static let arn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd"
    private static let data = "clicks/tenantId=acme/dt=2026-01-01/a.parquet"

    /// A store that tells of nothing but what it is asked.
    private func store(
        _ placement: ObjectPlacement,
        _ steps: [ScriptedHTTPClient.Step]
    ) throws -> (S3ObjectStore, ScriptedHTTPClient) {
        let http = ScriptedHTTPClient(steps)
        let location = try #require(S3Location(bucket: "lake", prefix: "root"))
        let endpoint = try #require(S3Endpoint("http://127.0.0.1:1"))
        let store = S3ObjectStore(
            settings: S3Settings(location: location, region: "us-east-1", endpoint: endpoint),
            credentials: StaticCredentials(
                Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: Secret("x"))
            ),
            runtime: .live,
            placement: placement,
            http: http
        )
        return (store, http)
    }

    private func fields(_ placement: ObjectPlacement, _ path: String) -> [String: String] {
        let pairs = placement.headers(for: ObjectKey(path))
        return Dictionary(pairs.map { ($0.name, $0.value) }) { first, _ in first }
    }

    @Test("by default nothing is said, and the bucket's own setting counts")
    func bucketDefault() {
        #expect(fields(ObjectPlacement(), Self.data).isEmpty)
    }

    @Test("a tenant's own key goes before everybody's, for that tenant alone")
    func tenantKey() {
        let placement = ObjectPlacement(
            encryption: .keyService(key: "everybody"),
            tagsTenants: true,
            tenantKey: { $0 == "acme" ? Self.arn : nil }
        )
        let header = "x-amz-server-side-encryption"
        #expect(
            fields(placement, Self.data) == [
                header: "aws:kms", "\(header)-aws-kms-key-id": Self.arn,
                "x-amz-tagging": "tenantId=acme",
            ]
        )
        #expect(
            fields(placement, "_catalog/tenantId=acme-2/clicks/metadata/v1.metadata.json") == [
                header: "aws:kms", "\(header)-aws-kms-key-id": "everybody",
                "x-amz-tagging": "tenantId=acme-2",
            ]
        )
        #expect(
            fields(placement, "_lakewriter/tenants.json") == [
                header: "aws:kms", "\(header)-aws-kms-key-id": "everybody",
            ]
        )
    }

    @Test(
        "what only looks like a tenant's is nobody's",
        arguments: [
            "tenantId=acme/x", "clicks/tenantId=acme", "clicks/x/tenantId=acme/y",
            "clicks/tenantid=acme/x", "clicks/tenantId=/x", "clicks/tenantId=a&b/x",
            "clicks/tenantId=ACME/x",
        ]
    )
    func nobodys(path: String) {
        let placement = ObjectPlacement(tagsTenants: true, tenantKey: { _ in Self.arn })
        #expect(fields(placement, path).isEmpty)
    }

    @Test("puts and uploads carry the fields, signed; parts, reads and deletes do not")
    func requests() async throws {
        let placement = ObjectPlacement(encryption: .managedKeys, tagsTenants: true)
        let upload =
            "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>"
        let (store, http) = try store(
            placement,
            [.answer(200), .answer(200, body: upload), .answer(200), .answer(200), .answer(204)]
        )
        let key = ObjectKey(Self.data)
        try await store.put(key, [1], mode: .create)
        let parts = try await store.beginMultipart(key, mode: .create)
        try await parts.uploadPart(1, [1])
        _ = try await store.get(key, range: nil)
        try await store.delete(key)
        for (index, request) in http.requests.enumerated() {
            let names = request.headers.map { $0.name.lowercased() }
            #expect(names.contains("x-amz-server-side-encryption") == (index < 2))
            #expect(names.contains("x-amz-tagging") == (index < 2))
            let signed = request.headers.first { $0.name.lowercased() == "authorization" }?.value
            #expect(
                signed?.contains("x-amz-server-side-encryption;x-amz-tagging") == (index < 2)
            )
            #expect(!names.contains { $0.contains("customer") })
        }
        #expect(http.requests.count == 5)
    }

    @Test(
        "a store that keeps plain bytes, or uses another key, is found out",
        arguments: [
            (ObjectPlacement.Encryption.managedKeys, "AES256", "", nil),
            (.managedKeys, nil, "", "nothing"),
            (.managedKeys, "aws:kms", "", "aws:kms"),
            (.keyService(key: nil), "aws:kms", "", nil),
            (.keyService(key: nil), "AES256", "", "AES256"),
            (.keyService(key: arn), "aws:kms", arn, nil),
            (.keyService(key: "1234abcd"), "aws:kms", arn, nil),
            (.keyService(key: "alias/lake"), "aws:kms", arn, nil),
            (
                .keyService(key: arn), "aws:kms", "arn:aws:kms:eu-west-1:111122223333:key/other",
                "other"
            ),
            (.bucketDefault, nil, "", nil),
        ] as [(ObjectPlacement.Encryption, String?, String, String?)]
    )
    func misplaced(
        encryption: ObjectPlacement.Encryption,
        algorithm: String?,
        key: String,
        complaint: String?
    ) async throws {
        var headers = [HTTPHeader("x-amz-server-side-encryption-aws-kms-key-id", key)]
        if let algorithm { headers.append(HTTPHeader("x-amz-server-side-encryption", algorithm)) }
        let (store, _) = try store(
            ObjectPlacement(encryption: encryption),
            [.answer(200, headers: headers)]
        )
        let found = try await store.misplacement(of: ObjectKey(Self.data))
        #expect((found == nil) == (complaint == nil))
        if let complaint { #expect(found?.contains(complaint) == true) }
    }

    @Test("a store that drops tags is found out", arguments: ["acme", "other", nil])
    func tags(value: String?) async throws {
        let tag = value.map { "<Tag><Key>tenantId</Key><Value>\($0)</Value></Tag>" } ?? ""
        let (store, http) = try store(
            ObjectPlacement(tagsTenants: true),
            [.answer(200), .answer(200, body: "<Tagging><TagSet>\(tag)</TagSet></Tagging>")]
        )
        let found = try await store.misplacement(of: ObjectKey(Self.data))
        #expect((found == nil) == (value == "acme"))
        #expect(http.requests.last?.url.hasSuffix("?tagging=") == true)
    }
}
