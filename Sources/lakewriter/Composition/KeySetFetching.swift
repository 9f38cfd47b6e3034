import ObjectStorage

/// Fetches issuers' key sets with the HTTP client that talks to the store.
enum KeySetFetching {
    private static let client = CurlClient(settings: HTTPClientSettings())

    /// What went wrong, in words for the log.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Reads a key set of at most `sizeMax` bytes; anything but a 200 is a failure.
    @Sendable
    static func fetch(address: String, sizeMax: Int, timeout: Duration) async throws -> [UInt8] {
        let answer = try await client.send(
            HTTPRequest(
                method: "GET",
                url: address,
                idleTimeout: timeout,
                // Tokens wait for it: an answer that drips byte by byte must not hold them up.
                elapsedMax: timeout,
                responseBytesMax: sizeMax
            )
        )
        guard answer.status == 200 else {
            throw Failure(description: "\(address) answered \(answer.status)")
        }
        return answer.body
    }
}
