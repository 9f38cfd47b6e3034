import ObjectStorage
import Testing

@Suite("ObjectStoreLocation and S3Settings")
struct LocationTests {
    @Test(
        "locations are read",
        arguments: [
            ("s3://lake", "s3://lake"), ("s3://lake/", "s3://lake"),
            ("s3://my.lake-1/a/b/", "s3://my.lake-1/a/b"), ("file:///tmp/x/", "file:///tmp/x"),
            ("file:///tmp//x y", "file:///tmp/x y"),
        ]
    )
    func reads(text: String, wanted: String) throws {
        #expect(try ObjectStoreLocation(text).description == wanted)
    }

    @Test(
        "odd locations are refused with a reason",
        arguments: [
            "", "lake", "s3:lake", "s3://", "s3:///a", "s3://Lake", "s3://la", "s3://lake//a",
            "s3://lake/../b", "s3://lake/./b", "s3://-lake", "s3://la..ke", "file:", "file://",
            "file:///", "file://host/dir", "file://./lake", "file:lake", "file:///a/../b", "/tmp/x",
            "http://x/y", "S3://lake",
        ]
    )
    func refuses(text: String) {
        let error = #expect(throws: ObjectStoreError.self) { try ObjectStoreLocation(text) }
        #expect(error?.code == .misconfigured)
        #expect(error?.message.contains("--lake '\(text)'") == true)
    }

    @Test(
        "endpoints are read",
        arguments: [
            ("http://127.0.0.1:9000/", "http://127.0.0.1:9000"),
            ("https://S3.Example.com:443", "https://s3.example.com"),
            ("http://[::1]:80", "http://[::1]"), ("HTTP://minio:9000", "http://minio:9000"),
        ]
    )
    func endpoints(text: String, wanted: String) {
        #expect(S3Endpoint(text)?.description == wanted)
    }

    @Test(
        "what is no endpoint is refused",
        arguments: [
            "", "127.0.0.1:9000", "ftp://x", "http://", "http://x:0", "http://x:99999",
            "http://x:y",
            "http://u:p@x", "http://x/path", "http://x?y", "http://[::1", "http://x y",
        ]
    )
    func noEndpoints(text: String) {
        #expect(S3Endpoint(text) == nil)
    }

    @Test("the environment says how a bucket is reached")
    func environment() throws {
        let location = try #require(S3Location(bucket: "lake"))
        let amazon = try S3Settings.fromEnvironment(
            ["AWS_REGION": "eu-west-1", "AWS_CA_BUNDLE": "/ca.pem"],
            location: location
        )
        #expect(amazon.endpoint.description == "https://s3.eu-west-1.amazonaws.com")
        #expect(amazon.addressing == .virtualHost)
        #expect(amazon.http.certificateAuthorityFile == "/ca.pem")
        let address = S3Address(amazon, key: "a b/ü")
        #expect(address.url([]) == "https://lake.s3.eu-west-1.amazonaws.com/a%20b/%C3%BC")

        let own = try S3Settings.fromEnvironment(
            [
                "AWS_ENDPOINT_URL": "http://other:1", "AWS_ENDPOINT_URL_S3": "http://minio:9000",
                "AWS_DEFAULT_REGION": "here",
            ],
            location: location
        )
        #expect(own.endpoint.description == "http://minio:9000")
        #expect(own.addressing == .path && own.region == "here")
        #expect(S3Address(own, key: "k").url([.init("a", "&")]) == "http://minio:9000/lake/k?a=%26")

        for environment in [[:], ["AWS_ENDPOINT_URL": "minio:9000"], ["AWS_REGION": "a b"]] {
            #expect(throws: ObjectStoreError(.misconfigured, "")) {
                try S3Settings.fromEnvironment(environment, location: location)
            }
        }
    }

    @Test("keys that differ only in Unicode's eyes not are different")
    func keys() {
        #expect(ObjectKey("\u{E9}") != ObjectKey("e\u{301}"))
        #expect(Set([ObjectKey("\u{E9}"), ObjectKey("e\u{301}")]).count == 2)
    }
}
