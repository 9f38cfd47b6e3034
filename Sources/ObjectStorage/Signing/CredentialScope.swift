/// Where and when a signature holds: `20150830/us-east-1/s3/aws4_request`.
package struct CredentialScope: Hashable, Sendable, CustomStringConvertible {
    /// The day in UTC, `YYYYMMDD`.
    package let date: String
    /// The region that the request is sent to.
    package let region: String
    /// The service's signing name.
    package let service: String

    /// Creates the scope of a request that is signed at `time`.
    package init(time: UnixTime, region: String, service: String) {
        date = String(time.basicTimestamp.prefix(8))
        self.region = region
        self.service = service
    }

    /// The scope as it stands in a string to sign.
    package var description: String { "\(date)/\(region)/\(service)/aws4_request" }
}
