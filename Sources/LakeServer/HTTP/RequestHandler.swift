import ByteCoding
import NIOCore
import NIOHTTP1

/// Serves one connection: does what its ``ConnectionStateMachine`` and the ``RequestDesk`` decide.
///
/// Parts that arrive while a request is under way wait in a backlog. Reading stops then, so the
/// backlog holds no more than one round of reads (four buffers of at most 64 KiB).
final class RequestHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// What can happen on a connection, in the order in which it did.
    private enum Incoming {
        case part(HTTPServerRequestPart)
        case failure(Problem)
        case inputEnded
    }

    /// The request under way.
    private struct Exchange {
        let head: HTTPRequestHead
        let framing: RequestFraming
        var collected: (ticket: Ticket, body: PaddedBytes)?
    }

    /// The most that is allocated for a body before it comes: a length is only a claim.
    private static let bodyCapacityMax = 1 << 20

    private let desk: RequestDesk
    private let connections: LoopConnections
    private let settings: HTTPSettings
    private let isRefused: Bool
    private var state: ConnectionStateMachine
    private var context: ChannelHandlerContext?
    private var backlog = CircularBuffer<Incoming>()
    private var isDelivering = false
    private var exchange: Exchange?

    /// Creates the handler of a connection that was accepted just now; a refused one is told that
    /// there are too many, and closed.
    init(
        desk: RequestDesk,
        connections: LoopConnections,
        settings: HTTPSettings,
        isRefused: Bool,
        at now: NIODeadline
    ) {
        self.desk = desk
        self.connections = connections
        self.settings = settings
        self.isRefused = isRefused
        state = ConnectionStateMachine(settings: settings, at: now)
    }

    // MARK: What the channel tells

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        connections.add(self)
        // Accepted before the listener closed, and too late for the round that closes the idle.
        if connections.isStopping { return close() }
        if isRefused {
            answer(.problem(.connectionsFull))
        } else {
            context.read()
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        state.closed()
        backlog.removeAll()
        exchange = nil
        connections.remove(self)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        deliver(.part(unwrapInboundIn(data)))
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if state.wantsInput { context.read() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent { deliver(.inputEnded) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case let error as HTTPParserError where error == .headerOverflow:
            deliver(.failure(.headersTooLarge))
        case is HTTPParserError:
            deliver(.failure(.badRequest("The request is not well-formed HTTP/1.1.")))
        case is ByteToMessageDecoderError:
            // More bytes behind those that the parser has given up on.
            break
        default:
            close()
        }
    }

    /// Bytes came in; the parts they make follow.
    func bytesArrived(at now: NIODeadline) {
        state.bytesArrived(at: now)
    }

    // MARK: What the server tells

    /// The server is stopping.
    func stop() {
        if state.stop() { close() }
    }

    /// Closes the connection, whatever is under way.
    func close() {
        state.closed()
        context?.close(promise: nil)
    }

    /// Looks whether the client has become too slow.
    func sweep(at now: NIODeadline) {
        switch state.verdict(at: now) {
        case .keep: break
        case .close: close()
        case .answerTimeout: refuse(.requestTimeout, isLast: true)
        }
    }

    // MARK: One thing after another

    private func deliver(_ incoming: Incoming) {
        backlog.append(incoming)
        deliverBacklog()
    }

    private func deliverBacklog() {
        // An answer may be written, and the next request begin, while this very loop runs below.
        guard !isDelivering else { return }
        isDelivering = true
        defer { isDelivering = false }
        while state.wantsInput, let next = backlog.popFirst() {
            switch next {
            case .part(.head(let head)): receive(head)
            case .part(.body(let bytes)): receive(bytes)
            case .part(.end): receiveEnd()
            case .failure(let problem): fail(problem)
            case .inputEnded: if state.inputEnded() { close() }
            }
        }
    }

    private func goOn() {
        deliverBacklog()
        if state.wantsInput { context?.read() }
    }

    private func receive(_ head: HTTPRequestHead) {
        guard let context, state.phase != .lingering else { return }
        let framing: RequestFraming
        do {
            framing = try RequestFraming(head)
        } catch {
            state.headArrived(.unusable, at: context.eventLoop.now)
            return answer(.problem(error.told(to: head)))
        }
        state.headArrived(framing, at: context.eventLoop.now)
        exchange = Exchange(head: head, framing: framing)
        follow(desk.receive(head, framing))
    }

    private func follow(_ decision: RequestDesk.Decision) {
        guard let context, let exchange, state.phase == .admitting else { return }
        switch decision {
        case .answer(let answer): self.answer(answer)
        case .collect(let ticket):
            let capacity = min(exchange.framing.contentLength ?? 0, Self.bodyCapacityMax)
            self.exchange?.collected = (ticket, PaddedBytes(capacity: capacity))
            guard state.admitted(at: context.eventLoop.now) else { return }
            let head = HTTPResponseHead(version: .http1_1, status: .continue)
            context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
        case .verify(let token):
            let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
            let eventLoop = context.eventLoop
            Task { [desk] in
                let decision = await desk.verify(token, exchange.head, exchange.framing)
                eventLoop.execute {
                    handler.value.follow(decision)
                    handler.value.goOn()
                }
            }
        }
    }

    private func receive(_ bytes: ByteBuffer) {
        switch state.bodyArrived(bytes.readableBytes) {
        case .ignore: break
        case .close: close()
        case .refuse: refuse(.bodyTooLarge(settings.bodySizeMax))
        case .collect:
            guard let (ticket, body) = exchange?.collected else { return }
            if let problem = ticket.refusal(ofBodySize: body.count + bytes.readableBytes) {
                return refuse(problem)
            }
            unsafe bytes.withUnsafeReadableBytes { unsafe body.append(unsafe: $0) }
        }
    }

    private func receiveEnd() {
        guard let context else { return }
        switch state.bodyEnded(at: context.eventLoop.now) {
        case .ignore: break
        case .nextRequest: if connections.isStopping { close() }
        case .process:
            guard let (ticket, body) = exchange?.collected else { return }
            let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
            let eventLoop = context.eventLoop
            Task { [desk] in
                let answer = await desk.answer(ticket, body)
                eventLoop.execute { handler.value.answer(answer) }
            }
        }
    }

    /// The parser has given up: whatever is under way ends, and nothing behind it counts.
    private func fail(_ problem: Problem) {
        switch state.phase {
        case .awaitingRequest, .readingHead, .collecting:
            refuse(problem, isLast: true)
        case .lingering: break
        default: close()
        }
    }

    // MARK: Answers

    private func refuse(_ problem: Problem, isLast: Bool = false) {
        answer(.problem(problem.told(to: exchange?.head)), isLast: isLast)
    }

    private func answer(_ answer: Answer, isLast: Bool = false) {
        guard let context, state.phase != .closed else { return }
        if let problem = answer.problem, problem.isLogged {
            desk.log(problem, exchange?.head) { context.remoteAddress?.ipAddress }
        }
        let framing = exchange?.framing ?? .unusable
        exchange = nil
        let staysOpen = state.answerBegins(isLast: isLast, at: context.eventLoop.now)
        let head = HTTPResponseHead(
            version: .http1_1,
            status: answer.status,
            headers: headers(of: answer, framing, staysOpen: staysOpen)
        )
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if !answer.body.isEmpty, !framing.isHeadRequest {
            let body = context.channel.allocator.buffer(bytes: answer.body)
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        }
        let written = context.writeAndFlush(wrapOutboundOut(.end(nil)))
        written.assumeIsolated().whenComplete { _ in self.answerWritten() }
    }

    private func headers(
        of answer: Answer,
        _ framing: RequestFraming,
        staysOpen: Bool
    ) -> HTTPHeaders {
        var headers = HTTPHeaders()
        headers.reserveCapacity(6 + answer.headers.count)
        headers.add(name: "Date", value: connections.dateText)
        if let contentType = answer.contentType {
            headers.add(name: "Content-Type", value: contentType)
            headers.add(name: "Content-Length", value: "\(answer.body.count)")
        }
        for header in answer.headers { headers.add(name: header.name, value: header.value) }
        if !staysOpen {
            headers.add(name: "Connection", value: "close")
        } else if framing.needsKeepAliveHeader {
            headers.add(name: "Connection", value: "keep-alive")
        }
        return headers
    }

    private func answerWritten() {
        guard let context else { return }
        switch state.answerWritten(at: context.eventLoop.now) {
        case .nextRequest, .discard: goOn()
        case .close: close()
        case .linger:
            context.close(mode: .output, promise: nil)
            goOn()
        }
    }
}
