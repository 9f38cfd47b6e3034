import CCurl
import Synchronization

/// The client's thread: takes transfers in, lets curl move bytes, hands outcomes out.
///
/// Other threads touch the inbox alone, and wake the loop up; all else belongs to the thread that
/// ``run()`` runs on.
@safe final class CurlLoop: @unchecked Sendable {
    private struct Inbox {
        var submitted: [CurlTransfer] = []
        var isClosed = false
    }

    private let inbox = Mutex(Inbox())
    private let settings: HTTPClientSettings
    private let multi: UnsafeMutableRawPointer
    // Of the thread alone:
    private var waiting: [CurlTransfer] = []
    private var active: [UInt: CurlHandle] = [:]
    private var idle: [CurlHandle] = []

    init(settings: HTTPClientSettings) {
        precondition(settings.requestsInFlightMax > 0)
        self.settings = settings
        _ = Self.initialised
        guard let multi = unsafe curl_multi_init() else { preconditionFailure("out of memory") }
        unsafe self.multi = multi
        // One connection for each request under way is kept for the next one.
        let codes = unsafe [
            lw_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, settings.requestsInFlightMax),
            lw_curl_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_NOTHING)),
        ]
        precondition(codes.allSatisfy { $0 == CURLM_OK })
    }

    deinit {
        active = [:]
        idle = []
        unsafe curl_multi_cleanup(multi)
    }

    /// Sets the library up once for the process, before any thread uses it.
    private static let initialised: Void = {
        let code = curl_global_init(Int(CURL_GLOBAL_DEFAULT))
        precondition(code == CURLE_OK, "curl cannot start")
    }()

    // MARK: Called by any thread

    func submit(_ transfer: CurlTransfer) {
        inbox.withLock { $0.submitted.append(transfer) }
        wakeUp()
    }

    func close() {
        inbox.withLock { $0.isClosed = true }
        wakeUp()
    }

    /// Has the loop look at its inbox and at the cancellations.
    func wakeUp() {
        unsafe curl_multi_wakeup(multi)
    }

    // MARK: Called by the loop's thread

    /// Runs until the loop is closed.
    func run() {
        while takeInbox() {
            endCancelled()
            startWaiting()
            var running: Int32 = 0
            unsafe curl_multi_perform(multi, &running)
            if finishEnded() { continue }
            // Whatever happens wakes the poll: a socket, a timer of curl's, or `wakeUp`.
            unsafe curl_multi_poll(multi, nil, 0, 10_000, nil)
        }
        let closed = HTTPFailure(.maybeSent, "the client was closed")
        for transfer in waiting { transfer.end(.failure(closed)) }
        for handle in active.values {
            handle.transfer?.end(.failure(closed))
            release(handle)
        }
    }

    private func takeInbox() -> Bool {
        let (submitted, isClosed) = inbox.withLock { inbox in
            defer { inbox.submitted = [] }
            return (inbox.submitted, inbox.isClosed)
        }
        waiting += submitted
        return !isClosed
    }

    private func endCancelled() {
        waiting.removeAll { transfer in
            guard transfer.cancellation.isCancelled else { return false }
            transfer.end(.failure(HTTPFailure(.notSent, "cancelled")))
            return true
        }
        for handle in active.values {
            guard let transfer = handle.transfer, transfer.cancellation.isCancelled else {
                continue
            }
            transfer.end(.failure(HTTPFailure(.cancelled, "cancelled")))
            release(handle)
        }
    }

    private func startWaiting() {
        let room = settings.requestsInFlightMax - active.count
        guard room > 0, !waiting.isEmpty else { return }
        for transfer in waiting.prefix(room) {
            let handle = idle.popLast() ?? CurlHandle()
            handle.begin(transfer, settings)
            let code = unsafe curl_multi_add_handle(multi, handle.easy)
            precondition(code == CURLM_OK, "curl refuses a transfer: \(code.rawValue)")
            active[handle.address] = handle
        }
        waiting.removeFirst(min(room, waiting.count))
    }

    /// Hands out what has ended; true when there is room for waiting transfers now.
    private func finishEnded() -> Bool {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE,
                let handle = unsafe active[UInt(bitPattern: message.pointee.easy_handle)],
                let transfer = handle.transfer
            else { continue }
            let code = unsafe lw_curl_message_result(message)
            transfer.end(
                code == CURLE_OK ? .success(transfer.response) : .failure(handle.failure(code))
            )
            release(handle)
        }
        return !waiting.isEmpty && active.count < settings.requestsInFlightMax
    }

    private func release(_ handle: CurlHandle) {
        unsafe curl_multi_remove_handle(multi, handle.easy)
        active[handle.address] = nil
        handle.reset()
        idle.append(handle)
    }
}
