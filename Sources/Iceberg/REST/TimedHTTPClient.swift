import ObjectStorage

/// A client whose exchanges end, however slowly the other side sends.
///
/// A client's own limit is for silence: a byte now and then keeps an exchange alive for ever.
struct TimedHTTPClient: HTTPClient {
    private let http: any HTTPClient
    private let limit: Duration
    private let runtime: ObjectStoreRuntime

    /// Bounds the exchanges of `http`.
    init(_ http: any HTTPClient, limit: Duration, runtime: ObjectStoreRuntime) {
        self.http = http
        self.limit = limit
        self.runtime = runtime
    }

    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        let outcome = await withTaskGroup(of: Result<HTTPResponse, HTTPFailure>?.self) { group in
            group.addTask { [http] in
                do throws(HTTPFailure) {
                    return .success(try await http.send(request))
                } catch {
                    return .failure(error)
                }
            }
            group.addTask { [runtime, limit] in
                await runtime.sleep(limit)
                return nil
            }
            defer { group.cancelAll() }
            while let outcome = await group.next() {
                if let outcome { return outcome }
                // A cancelled sleep ends early: the exchange then says itself what became of it.
                guard Task.isCancelled else { break }
            }
            let seconds = limit.components.seconds
            return .failure(HTTPFailure(.maybeSent, "no answer within \(seconds) s"))
        }
        return try outcome.get()
    }
}
