import Synchronization

/// Sends requests through one of curl's multi handles, on one thread of its own.
///
/// Connections are kept and used again (HTTP/1.1). At most
/// ``HTTPClientSettings/requestsInFlightMax`` requests are under way; the others wait in the order
/// of their arrival. The thread ends when the client is let go of.
package final class CurlClient: HTTPClient {
    private let loop: CurlLoop

    /// Starts the thread.
    package init(settings: HTTPClientSettings) {
        loop = CurlLoop(settings: settings)
        OwnThread.start { [loop] in loop.run() }
    }

    deinit {
        loop.close()
    }

    package func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        let cancellation = HTTPCancellation()
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                loop.submit(
                    CurlTransfer(request, cancellation) { outcome in
                        continuation.resume(returning: outcome)
                    }
                )
            }
        } onCancel: {
            cancellation.cancel()
            loop.wakeUp()
        }
        return try outcome.get()
    }
}
