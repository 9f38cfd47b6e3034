/// One exchange as curl's callbacks see it: what is sent, and what has come back.
///
/// Made by a task, then touched by the client's thread alone, until its outcome is handed over.
final class CurlTransfer: @unchecked Sendable {
    typealias Outcome = Result<HTTPResponse, HTTPFailure>

    let request: HTTPRequest
    let cancellation: HTTPCancellation
    private let finish: @Sendable (Outcome) -> Void

    private var bytesSent = 0
    private var status = 0
    private var headers: [HTTPHeader] = []
    private var body: [UInt8] = []
    private var isFinished = false
    private var sendings = 0
    private(set) var isTooLong = false

    init(
        _ request: HTTPRequest,
        _ cancellation: HTTPCancellation,
        finish: @escaping @Sendable (Outcome) -> Void
    ) {
        self.request = request
        self.cancellation = cancellation
        self.finish = finish
    }

    /// Whether curl was about to send the request a second time.
    var isRepeated: Bool { sendings > 1 }

    /// Allows the request to be sent, once.
    ///
    /// When a kept connection ends without an answer, curl would send the request again by itself
    /// and say nothing. But the first sending may have been carried out, and a conditional write
    /// then fails by its own doing; so that must be known, and it is our caller who tries again.
    func maySend() -> Bool {
        sendings += 1
        return sendings == 1
    }

    /// Hands the outcome to whoever waits; only the first one counts.
    func end(_ outcome: Outcome) {
        guard !isFinished else { return }
        isFinished = true
        finish(outcome)
    }

    /// What has come back.
    var response: HTTPResponse {
        HTTPResponse(status: status, headers: headers, body: body)
    }

    /// Fills curl's buffer with the next bytes of the body.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard let body = request.body else { return 0 }
        let count = min(buffer.count, body.count - bytesSent)
        guard count > 0 else { return 0 }
        unsafe body.withUnsafeBytes { bytes in
            unsafe buffer.copyMemory(
                from: UnsafeRawBufferPointer(rebasing: bytes[bytesSent..<bytesSent + count])
            )
        }
        bytesSent += count
        return count
    }

    /// Goes to another place of the body: curl goes back to its beginning when a connection that
    /// was kept turns out to be closed before anything was sent.
    func seek(to offset: Int) -> Bool {
        guard let body = request.body, (0...body.count).contains(offset) else { return false }
        bytesSent = offset
        return true
    }

    /// Takes bytes of the answer; false when it grows too long.
    func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard body.count + bytes.count <= request.responseBytesMax else {
            isTooLong = true
            return false
        }
        if body.isEmpty { reserve() }
        unsafe body.append(contentsOf: bytes)
        return true
    }

    /// Takes a line of the answer's head.
    ///
    /// A status line begins a new head: that of a final answer after an interim one.
    func takeHeader(_ line: UnsafeRawBufferPointer) {
        let text = unsafe String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            headers = []
        } else if let colon = text.firstIndex(of: ":") {
            let value = text[text.index(after: colon)...]
            headers.append(HTTPHeader(String(text[..<colon]), Self.trimmed(value)))
        }
    }

    private func reserve() {
        let announced = headers.first { $0.name.lowercased() == "content-length" }
            .flatMap { Int($0.value) }
        // Trusted up to 64 MiB only: the number is the other side's word.
        if let announced, announced > 0 { body.reserveCapacity(min(announced, 64 << 20)) }
    }

    private static func trimmed(_ text: Substring) -> String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0.isNewline }
        let head = text.drop(while: isSpace)
        return String(head.reversed().drop(while: isSpace).reversed())
    }
}
