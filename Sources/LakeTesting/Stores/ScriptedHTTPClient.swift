package import ObjectStorage
import Synchronization

/// Answers each request with the next step of a script, and remembers the requests.
package final class ScriptedHTTPClient: HTTPClient {
    /// What becomes of a request.
    package enum Step: Sendable {
        /// An answer of that status, with those header fields and that body.
        case answer(Int, headers: [HTTPHeader] = [], body: String = "")
        /// No answer.
        case fail(HTTPFailure.Kind)
        /// Nothing, until the request is cancelled.
        case hang
    }

    private struct State {
        var script: [Step]
        var requests: [HTTPRequest] = []
    }

    private let state: Mutex<State>

    /// The requests so far, in their order.
    package var requests: [HTTPRequest] { state.withLock { $0.requests } }

    /// Creates a client; when its script is through, every request is answered 599.
    package init(_ script: [Step]) {
        state = Mutex(State(script: script))
    }

    /// Adds steps behind those that are left.
    package func append(_ steps: Step...) {
        state.withLock { $0.script += steps }
    }

    package func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        let step = state.withLock { state in
            state.requests.append(request)
            return state.script.isEmpty ? .answer(599) : state.script.removeFirst()
        }
        switch step {
        case .answer(let status, let headers, let body):
            return HTTPResponse(status: status, headers: headers, body: Array(body.utf8))
        case .fail(let kind): throw HTTPFailure(kind, "scripted")
        case .hang:
            // Longer than any test; a cancelled sleep ends at once.
            try? await Task.sleep(for: .seconds(3600))
            throw HTTPFailure(.cancelled, "cancelled")
        }
    }
}
