import ObjectStorage
import Testing

@Suite("IAMSettings")
struct IAMSettingsTests {
    @Test(
        "the nearest word about the endpoint counts",
        arguments: [
            ([:], "https://iam.amazonaws.com", "us-east-1"),
            (["AWS_REGION": "eu-west-1"], "https://iam.amazonaws.com", "us-east-1"),
            (
                ["AWS_REGION": "cn-northwest-1"], "https://iam.cn-north-1.amazonaws.com.cn",
                "cn-north-1"
            ),
            (
                ["AWS_REGION": "us-gov-east-1"], "https://iam.us-gov.amazonaws.com",
                "us-gov-west-1"
            ),
            (["AWS_ENDPOINT_URL_S3": "http://a:1"], "http://a:1", "us-east-1"),
            (
                ["AWS_ENDPOINT_URL_S3": "http://a:1", "AWS_ENDPOINT_URL": "http://b:2"],
                "http://b:2", "us-east-1"
            ),
            (
                ["AWS_ENDPOINT_URL": "http://b:2", "AWS_ENDPOINT_URL_IAM": "http://c:3"],
                "http://c:3", "us-east-1"
            ),
        ]
    )
    func endpoint(environment: [String: String], endpoint: String, region: String) throws {
        let settings = try IAMSettings.fromEnvironment(environment)
        #expect(settings.endpoint.description == endpoint && settings.region == region)
    }

    @Test("the command line comes before the environment")
    func commandLine() throws {
        let environment = ["AWS_ENDPOINT_URL_IAM": "http://c:3", "AWS_CA_BUNDLE": "/ca"]
        let settings = try IAMSettings.fromEnvironment(environment, endpoint: "https://d")
        #expect(settings.endpoint.description == "https://d")
        #expect(settings.http.certificateAuthorityFile == "/ca")
    }

    @Test("an address that is none is refused")
    func refused() {
        #expect(throws: ObjectStoreError(.misconfigured, "")) {
            try IAMSettings.fromEnvironment(["AWS_ENDPOINT_URL_IAM": "ftp://x/y"])
        }
    }
}
