import Foundation
import ObjectStorage
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// A TCP server on loopback that answers each request with the next step of a script.
///
/// Real sockets, so that what is tested is what happens: resets, hangs, answers cut short.
final class ScriptedServer: Sendable {
    /// What is done with a request.
    enum Step: Sendable {
        /// An answer of that status, with those header fields and that body.
        case answer(Int, headers: [String] = [], body: String = "")
        /// An answer that promises more than it brings, and a reset behind it.
        case cutShort(promised: Int, body: String)
        /// A reset without an answer.
        case reset
        /// Nothing at all, until the client gives up.
        case hang
        /// An answer, and the connection is closed behind it without a word.
        case answerAndClose(Int)
        /// An answer after a pause of so many milliseconds.
        case slow(Int, milliseconds: UInt32)
    }

    /// A request as it arrived.
    struct Request: Sendable {
        let line: String
        let headers: [String: String]
        let body: [UInt8]
    }

    private struct State {
        var script: [Step]
        var requests: [Request] = []
        var connections = 0
        var busy = 0
        var busyMax = 0
    }

    private let state: Mutex<State>
    private let listener: Int32
    /// Where the server listens.
    let port: UInt16

    var requests: [Request] { state.withLock { $0.requests } }
    var connections: Int { state.withLock { $0.connections } }
    /// How many requests were being answered at once, at most.
    var busyMax: Int { state.withLock { $0.busyMax } }

    /// Starts to listen.
    ///
    /// When the script is through, every request is answered 500.
    init(_ script: [Step]) {
        state = Mutex(State(script: script))
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.listener = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                precondition(bind(listener, generic, length) == 0)
                precondition(getsockname(listener, generic, &length) == 0)
            }
        }
        precondition(listen(listener, 64) == 0)
        port = UInt16(bigEndian: address.sin_port)
        OwnThread.start { [self] in acceptAll() }
    }

    /// Stops to listen.
    func close() {
        shutdown(listener, Int32(SHUT_RDWR))
        _ = Glibc.close(listener)
    }

    private func acceptAll() {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { return }
            state.withLock { $0.connections += 1 }
            OwnThread.start { [self] in serve(connection) }
        }
    }

    private func serve(_ connection: Int32) {
        defer { _ = Glibc.close(connection) }
        var buffer: [UInt8] = []
        while let request = read(connection, &buffer) {
            let step = state.withLock { state in
                state.requests.append(request)
                state.busy += 1
                state.busyMax = max(state.busyMax, state.busy)
                return state.script.isEmpty ? .answer(500) : state.script.removeFirst()
            }
            defer { state.withLock { $0.busy -= 1 } }
            guard perform(step, request, connection) else { return }
        }
    }

    /// False when the connection is to be closed.
    private func perform(_ step: Step, _ request: Request, _ connection: Int32) -> Bool {
        switch step {
        case .answer(let status, let headers, let body):
            // HEAD has a length and no body.
            let isHead = request.line.hasPrefix("HEAD")
            let hasLength = headers.contains { $0.lowercased().hasPrefix("content-length") }
            let length = hasLength ? [] : ["Content-Length: \(body.utf8.count)"]
            send(connection, status, headers + length, isHead ? "" : body)
            return true
        case .cutShort(let promised, let body):
            send(connection, 200, ["Content-Length: \(promised)"], body)
            usleep(50_000)
            reset(connection)
            return false
        case .reset:
            reset(connection)
            return false
        case .hang:
            var byte: UInt8 = 0
            _ = recv(connection, &byte, 1, 0)
            return false
        case .answerAndClose(let status):
            send(connection, status, ["Content-Length: 0"], "")
            return false
        case .slow(let status, let milliseconds):
            usleep(milliseconds * 1000)
            send(connection, status, ["Content-Length: 0"], "")
            return true
        }
    }

    private func send(_ connection: Int32, _ status: Int, _ headers: [String], _ body: String) {
        let head = (["HTTP/1.1 \(status) Scripted"] + headers).joined(separator: "\r\n")
        let bytes = Array("\(head)\r\n\r\n\(body)".utf8)
        _ = Glibc.send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// Has the kernel send RST when the connection is closed.
    private func reset(_ connection: Int32) {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            connection,
            SOL_SOCKET,
            SO_LINGER,
            &linger,
            socklen_t(MemoryLayout.size(ofValue: linger))
        )
    }

    private func read(_ connection: Int32, _ buffer: inout [UInt8]) -> Request? {
        let end = Array("\r\n\r\n".utf8)
        while buffer.firstRange(of: end) == nil {
            guard fill(connection, &buffer) else { return nil }
        }
        guard let separator = buffer.firstRange(of: end) else { return nil }
        let head = String(decoding: buffer[..<separator.lowerBound], as: UTF8.self)
        buffer.removeFirst(separator.upperBound)
        var lines = head.components(separatedBy: "\r\n")
        let line = lines.removeFirst()
        var headers: [String: String] = [:]
        for line in lines {
            let pair = line.split(separator: ":", maxSplits: 1).map(String.init)
            headers[pair[0].lowercased()] = pair.count > 1 ? String(pair[1].dropFirst()) : ""
        }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        while buffer.count < length { guard fill(connection, &buffer) else { return nil } }
        let body = Array(buffer.prefix(length))
        buffer.removeFirst(length)
        return Request(line: line, headers: headers, body: body)
    }

    private func fill(_ connection: Int32, _ buffer: inout [UInt8]) -> Bool {
        var piece = [UInt8](repeating: 0, count: 65_536)
        let count = recv(connection, &piece, piece.count, 0)
        guard count > 0 else { return false }
        buffer += piece.prefix(count)
        return true
    }
}
