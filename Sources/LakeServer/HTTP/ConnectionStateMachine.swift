package import NIOCore

/// Decides what becomes of a connection: a value without socket, timer or thread.
///
/// One request is under way at a time; while it is being admitted, processed or answered nothing is
/// read, so a client that pipelines is held back by its own TCP window. Every phase in which the
/// client is to do something has an end (``verdict(at:)``), so none can hold a connection by being slow.
///
///     awaitingRequest ─► readingHead ─► admitting ─► collecting ─► processing ─► answering
///            ▲                              └──────────────┴────────────►┤           │
///            └───────────────────── discarding ◄─────────────────────────┼───────────┤
///                                                   closed ◄─ lingering ◄┴───────────┘
package struct ConnectionStateMachine: Sendable {
    /// What is under way.
    package enum Phase: Hashable, Sendable {
        /// Nothing; no byte of the next request has come.
        case awaitingRequest
        /// The head's first bytes came.
        case readingHead
        /// The head is being judged; the body is not read.
        case admitting
        /// The body is being collected.
        case collecting
        /// The whole request is with the pipeline.
        case processing
        /// The answer is being written.
        case answering(then: AfterAnswer)
        /// The answer is out; the rest of the request is thrown away.
        case discarding
        /// The answer is out and so is our end; what still comes is thrown away until the client ends.
        case lingering
        /// Over.
        case closed
    }

    /// What follows an answer.
    package enum AfterAnswer: Hashable, Sendable {
        /// The next request.
        case nextRequest
        /// The rest of this one, then the next.
        case discard
        /// Close our end, and read on until the client has seen it.
        case linger
        /// Close.
        case close
    }

    /// What to do with a piece of the body.
    package enum BodyAction: Hashable, Sendable {
        /// Keep it.
        case collect
        /// Throw it away.
        case ignore
        /// Answer 413: it is more than may be sent.
        case refuse
        /// Close: more was to be thrown away than it is worth.
        case close
    }

    /// What to do at a body's end.
    package enum EndAction: Hashable, Sendable {
        /// Hand the request on.
        case process
        /// Nothing; the next request may come.
        case nextRequest
        /// Nothing.
        case ignore
    }

    /// What the time that has passed asks for.
    package enum Verdict: Hashable, Sendable {
        /// Nothing.
        case keep
        /// Answer 408.
        case answerTimeout
        /// Close.
        case close
    }

    /// What is under way.
    package private(set) var phase: Phase = .awaitingRequest
    private let settings: HTTPSettings
    private var framing = RequestFraming.unusable
    private var hasSentContinue = false
    private var isFirstRequest = true
    private var isStopping = false
    /// When the phase began, or the head's first byte came.
    private var since: NIODeadline
    private var lastByteAt: NIODeadline
    /// Bytes of the body that came so far, thrown away or not.
    private var bodySize = 0
    private var discardedSize = 0

    /// Creates the state of a connection that was accepted at `now`.
    package init(settings: HTTPSettings, at now: NIODeadline) {
        self.settings = settings
        since = now
        lastByteAt = now
    }

    /// Whether bytes of the client's are wanted now.
    package var wantsInput: Bool {
        switch phase {
        case .awaitingRequest, .readingHead, .collecting, .discarding, .lingering: true
        case .admitting, .processing, .answering, .closed: false
        }
    }

    /// Whether nothing is under way, so that closing harms nobody.
    package var isIdle: Bool { phase == .awaitingRequest }

    /// Bytes came in, whatever they are.
    package mutating func bytesArrived(at now: NIODeadline) {
        lastByteAt = now
        guard phase == .awaitingRequest else { return }
        phase = .readingHead
        since = now
    }

    /// A head is complete.
    package mutating func headArrived(_ framing: RequestFraming, at now: NIODeadline) {
        precondition(phase == .awaitingRequest || phase == .readingHead, "one request at a time")
        self.framing = framing
        hasSentContinue = false
        isFirstRequest = false
        bodySize = 0
        discardedSize = 0
        enter(.admitting, at: now)
    }

    /// The body may come.
    ///
    /// - Returns: Whether the client waits to be told so.
    package mutating func admitted(at now: NIODeadline) -> Bool {
        precondition(phase == .admitting, "what is admitted was waiting for it")
        lastByteAt = now
        enter(.collecting, at: now)
        hasSentContinue = framing.expectsContinue
        return hasSentContinue
    }

    /// A piece of the body came.
    package mutating func bodyArrived(_ size: Int) -> BodyAction {
        bodySize += size
        switch phase {
        case .collecting: return bodySize <= settings.bodySizeMax ? .collect : .refuse
        case .discarding:
            discardedSize += size
            return discardedSize <= settings.discardSizeMax ? .ignore : .close
        default: return .ignore
        }
    }

    /// The body's end came.
    package mutating func bodyEnded(at now: NIODeadline) -> EndAction {
        switch phase {
        case .collecting:
            enter(.processing, at: now)
            return .process
        case .discarding:
            enter(.awaitingRequest, at: now)
            return .nextRequest
        default: return .ignore
        }
    }

    /// An answer is about to be written.
    ///
    /// - Parameters:
    ///   - isLast: Whether the connection must end with it: nobody knows what the client sends next.
    ///   - now: The time.
    /// - Returns: Whether the connection stays open behind it.
    package mutating func answerBegins(isLast: Bool = false, at now: NIODeadline) -> Bool {
        let after = isLast ? .linger : afterAnswer()
        enter(.answering(then: after), at: now)
        return after == .nextRequest || after == .discard
    }

    private func afterAnswer() -> AfterAnswer {
        let mayKeep = framing.isKeepAlive && !isStopping
        switch phase {
        case .processing: return mayKeep ? .nextRequest : .close
        case .admitting, .collecting:
            // A client that waits for 100 may or may not send the body now: nobody could tell it
            // from the next request.
            guard mayKeep, !framing.expectsContinue || hasSentContinue,
                let size = framing.contentLength, size - bodySize <= settings.discardSizeMax
            else { return .linger }
            return .discard
        default: return .linger
        }
    }

    /// The answer has been handed to the system.
    package mutating func answerWritten(at now: NIODeadline) -> AfterAnswer {
        guard case .answering(let planned) = phase else { return .close }
        // The server may have begun to stop, but the client was told that it may go on: it is
        // closed as an idle connection, which it must be prepared for (RFC 9112 section 9.5).
        let after = isStopping && planned == .nextRequest ? .close : planned
        switch after {
        case .nextRequest: enter(.awaitingRequest, at: now)
        case .discard: enter(.discarding, at: now)
        case .linger: enter(.lingering, at: now)
        case .close: phase = .closed
        }
        return after
    }

    /// The client will send nothing more.
    ///
    /// - Returns: Whether to close: nothing is under way that it could still wait for.
    package mutating func inputEnded() -> Bool {
        isStopping = true
        return wantsInput
    }

    /// The server is stopping: what is under way is the last.
    ///
    /// - Returns: Whether to close now.
    package mutating func stop() -> Bool {
        isStopping = true
        return isIdle
    }

    /// The connection is closed.
    package mutating func closed() {
        phase = .closed
    }

    /// What the time that has passed asks for.
    package func verdict(at now: NIODeadline) -> Verdict {
        switch phase {
        case .admitting, .processing, .closed: .keep
        case .awaitingRequest:
            // Who connects and says nothing is given no longer than who says half.
            isOver(isFirstRequest ? settings.headTimeout : settings.keepAliveTimeout, at: now)
                ? .close : .keep
        case .readingHead: isOver(settings.headTimeout, at: now) ? .answerTimeout : .keep
        case .collecting: isBodyTooSlow(at: now) ? .answerTimeout : .keep
        case .answering: isOver(settings.answerTimeout, at: now) ? .close : .keep
        case .discarding: isOver(settings.bodyIdleTimeout, at: now) ? .close : .keep
        case .lingering: isOver(settings.lingerTimeout, at: now) ? .close : .keep
        }
    }

    private func isBodyTooSlow(at now: NIODeadline) -> Bool {
        let idle = TimeAmount(settings.bodyIdleTimeout)
        if now - lastByteAt >= idle { return true }
        let elapsed = now - since
        guard elapsed >= idle else { return false }
        let secondsElapsed = elapsed.nanoseconds / 1_000_000_000
        return Int64(bodySize) < secondsElapsed * Int64(settings.bodyRateMin)
    }

    private func isOver(_ timeout: Duration, at now: NIODeadline) -> Bool {
        now - since >= TimeAmount(timeout)
    }

    private mutating func enter(_ next: Phase, at now: NIODeadline) {
        phase = next
        since = now
    }
}
