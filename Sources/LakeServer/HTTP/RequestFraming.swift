package import NIOHTTP1

/// What a request's head says about the body behind it and the connection under it.
package struct RequestFraming: Hashable, Sendable {
    /// How the end of the body is known.
    package enum Body: Hashable, Sendable {
        /// There is none, or so many bytes.
        case sized(Int)
        /// Chunks, until the last (RFC 9112 section 7.1).
        case chunked
    }

    /// How the end of the body is known.
    package let body: Body
    /// Whether the client waits for `100 Continue` before it sends the body.
    package let expectsContinue: Bool
    /// Whether the client would send another request on this connection.
    package let isKeepAlive: Bool
    /// Whether the client must be told that the connection stays open (HTTP/1.0).
    package let needsKeepAliveHeader: Bool
    /// Whether the answer must have no body.
    package let isHeadRequest: Bool

    /// The number of bytes that the body has, nil when only its end will tell.
    package var contentLength: Int? {
        guard case .sized(let size) = body else { return nil }
        return size
    }

    /// Creates a framing.
    package init(
        body: Body,
        expectsContinue: Bool = false,
        isKeepAlive: Bool = true,
        needsKeepAliveHeader: Bool = false,
        isHeadRequest: Bool = false
    ) {
        self.body = body
        self.expectsContinue = expectsContinue
        self.isKeepAlive = isKeepAlive
        self.needsKeepAliveHeader = needsKeepAliveHeader
        self.isHeadRequest = isHeadRequest
    }

    /// The framing of a request that cannot be understood: nothing behind it counts.
    package static let unusable = RequestFraming(body: .chunked, isKeepAlive: false)

    /// Reads a head whose syntax the parser has checked, contradicting lengths included.
    ///
    /// - Throws: ``Problem`` 400 for a missing or second `Host` (RFC 9112 section 3.2) and for chunks under
    ///   HTTP/1.0, 417 for another expectation than `100-continue`, 501 for another transfer coding
    ///   than `chunked`.
    package init(_ head: HTTPRequestHead) throws(Problem) {
        let isOldVersion = head.version.major == 1 && head.version.minor == 0
        let hosts = head.headers["host"]
        guard hosts.count == 1 || (isOldVersion && hosts.isEmpty) else {
            throw .badRequest("A request has exactly one Host header.")
        }
        body = try Self.body(head, isOldVersion: isOldVersion)
        expectsContinue = try Self.expectsContinue(head, isOldVersion: isOldVersion)
        // Behind a request to change the protocol the parser stops, whether or not it changes.
        isKeepAlive =
            head.isKeepAlive && head.method != .CONNECT && !head.headers.contains(name: "upgrade")
        needsKeepAliveHeader = isOldVersion && isKeepAlive
        isHeadRequest = head.method == .HEAD
    }

    private static func body(
        _ head: HTTPRequestHead,
        isOldVersion: Bool
    ) throws(Problem) -> Body {
        let codings = head.headers["transfer-encoding"]
        if !codings.isEmpty {
            guard !isOldVersion else {
                throw .badRequest("HTTP/1.0 has no transfer codings; send a Content-Length.")
            }
            guard codings.count == 1, codings[0].lowercased() == "chunked" else {
                throw .unsupportedTransferCoding
            }
            return .chunked
        }
        guard let length = head.headers["content-length"].first else { return .sized(0) }
        guard let size = Int(length), size >= 0 else {
            throw .badRequest("The Content-Length is no number of bytes.")
        }
        return .sized(size)
    }

    private static func expectsContinue(
        _ head: HTTPRequestHead,
        isOldVersion: Bool
    ) throws(Problem) -> Bool {
        let expectations = head.headers["expect"]
        // RFC 9110 section 10.1.1: the expectation of an HTTP/1.0 client is ignored.
        guard !isOldVersion, !expectations.isEmpty else { return false }
        guard expectations.count == 1, expectations[0].lowercased() == "100-continue" else {
            throw .expectationFailed
        }
        return true
    }
}
