/// Sends requests over a network.
package protocol HTTPClient: Sendable {
    /// Sends a request once, and waits for the whole answer, whatever its status.
    ///
    /// Redirects are not followed: a signature holds for one host.
    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse
}
