import LakeServer
import NIOCore
import Testing

@Suite("ConnectionStateMachine")
struct ConnectionStateMachineTests {
    private var connection: ConnectionStateMachine
    private static var settings: HTTPSettings {
        var settings = HTTPSettings()
        settings.bodySizeMax = 1000
        settings.discardSizeMax = 100
        settings.headTimeout = .seconds(10)
        settings.keepAliveTimeout = .seconds(75)
        settings.bodyIdleTimeout = .seconds(20)
        settings.bodyRateMin = 10
        settings.answerTimeout = .seconds(30)
        settings.lingerTimeout = .seconds(2)
        return settings
    }

    init() {
        connection = ConnectionStateMachine(settings: Self.settings, at: at(0))
    }

    /// Takes the connection to where a body of that framing is collected.
    private mutating func collect(_ framing: RequestFraming, from start: Double = 0) -> Bool {
        connection.bytesArrived(at: at(start))
        connection.headArrived(framing, at: at(start))
        return connection.admitted(at: at(start))
    }

    @Test("a request runs through, and the next may follow")
    mutating func keepAlive() {
        #expect(connection.isIdle && connection.wantsInput)
        #expect(collect(RequestFraming(body: .sized(5))) == false)
        #expect(connection.bodyArrived(5) == .collect)
        #expect(connection.bodyEnded(at: at(1)) == .process)
        #expect(!connection.wantsInput)
        #expect(connection.answerBegins(at: at(2)) == true)
        #expect(!connection.wantsInput)
        #expect(connection.answerWritten(at: at(2)) == .nextRequest)
        #expect(connection.isIdle && connection.wantsInput)
    }

    @Test("nothing is read while a head is judged")
    mutating func admitting() {
        connection.bytesArrived(at: at(0))
        connection.headArrived(RequestFraming(body: .sized(5)), at: at(0))
        #expect(!connection.wantsInput)
        #expect(connection.verdict(at: at(1000)) == .keep)
    }

    @Test("only a client that asks for it is told to continue")
    mutating func expectContinue() {
        #expect(collect(RequestFraming(body: .sized(5), expectsContinue: true)) == true)
    }

    @Test("who connects and is silent is closed after the head's time")
    mutating func silence() {
        #expect(connection.verdict(at: at(9.9)) == .keep)
        #expect(connection.verdict(at: at(10)) == .close)
    }

    @Test("who sends a head a byte at a time is told that it took too long")
    mutating func slowHead() {
        for second in 0..<10 {
            connection.bytesArrived(at: at(Double(second)))
            #expect(connection.verdict(at: at(Double(second))) == .keep)
        }
        #expect(connection.verdict(at: at(10)) == .answerTimeout)
        #expect(connection.answerBegins(isLast: true, at: at(10)) == false)
        #expect(connection.answerWritten(at: at(10)) == .linger)
    }

    @Test("between requests a connection may rest for longer, and its next head has its own time")
    mutating func rest() {
        _ = collect(RequestFraming(body: .sized(0)))
        _ = connection.bodyEnded(at: at(0))
        _ = connection.answerBegins(at: at(0))
        _ = connection.answerWritten(at: at(0))
        #expect(connection.verdict(at: at(74)) == .keep)
        #expect(connection.verdict(at: at(75)) == .close)
        connection.bytesArrived(at: at(74))
        #expect(connection.verdict(at: at(83)) == .keep)
        #expect(connection.verdict(at: at(84)) == .answerTimeout)
    }

    @Test("a body that stands still is given up")
    mutating func idleBody() {
        _ = collect(RequestFraming(body: .sized(900)))
        connection.bytesArrived(at: at(5))
        _ = connection.bodyArrived(800)
        #expect(connection.verdict(at: at(24.9)) == .keep)
        #expect(connection.verdict(at: at(25)) == .answerTimeout)
    }

    @Test("a body that trickles is given up, one that keeps the least rate is not")
    mutating func slowBody() {
        _ = collect(RequestFraming(body: .sized(900)))
        for second in 1...60 {
            connection.bytesArrived(at: at(Double(second)))
            _ = connection.bodyArrived(10)
            #expect(connection.verdict(at: at(Double(second))) == .keep)
        }
        for second in 61...64 {
            connection.bytesArrived(at: at(Double(second)))
            _ = connection.bodyArrived(1)
        }
        #expect(connection.verdict(at: at(64)) == .answerTimeout)
    }

    @Test("a body beyond the limit is refused as soon as it is")
    mutating func tooLarge() {
        _ = collect(RequestFraming(body: .chunked))
        #expect(connection.bodyArrived(1000) == .collect)
        #expect(connection.bodyArrived(1) == .refuse)
        #expect(connection.answerBegins(at: at(1)) == false)
        #expect(connection.answerWritten(at: at(1)) == .linger)
        #expect(connection.bodyArrived(1 << 30) == .ignore)
        #expect(connection.bodyEnded(at: at(1)) == .ignore)
        #expect(connection.verdict(at: at(2.9)) == .keep)
        #expect(connection.verdict(at: at(3)) == .close)
    }

    @Test("a small unread body is thrown away, and the connection kept")
    mutating func discard() {
        connection.headArrived(RequestFraming(body: .sized(100)), at: at(0))
        #expect(connection.answerBegins(at: at(0)) == true)
        #expect(connection.answerWritten(at: at(0)) == .discard)
        #expect(connection.wantsInput)
        #expect(connection.bodyArrived(100) == .ignore)
        #expect(connection.bodyEnded(at: at(0)) == .nextRequest)
        #expect(connection.isIdle)
    }

    @Test("a body to be thrown away that does not come is not waited for")
    mutating func discardTimeout() {
        connection.headArrived(RequestFraming(body: .sized(100)), at: at(0))
        _ = connection.answerBegins(at: at(0))
        _ = connection.answerWritten(at: at(0))
        #expect(connection.verdict(at: at(20)) == .close)
    }

    @Test(
        "an unread body that is large, endless, or may never come closes the connection",
        arguments: [
            RequestFraming(body: .sized(101)),
            RequestFraming(body: .chunked),
            RequestFraming(body: .sized(5), expectsContinue: true),
            RequestFraming(body: .sized(0), isKeepAlive: false),
            RequestFraming.unusable,
        ]
    )
    mutating func linger(framing: RequestFraming) {
        connection.headArrived(framing, at: at(0))
        #expect(connection.answerBegins(at: at(0)) == false)
        #expect(connection.answerWritten(at: at(0)) == .linger)
    }

    @Test("a client that does not read its answer is closed")
    mutating func unreadAnswer() {
        connection.headArrived(RequestFraming(body: .sized(0)), at: at(0))
        _ = connection.answerBegins(at: at(0))
        #expect(connection.verdict(at: at(29)) == .keep)
        #expect(connection.verdict(at: at(30)) == .close)
    }

    @Test("a stop closes what is idle and lets the rest finish")
    mutating func stop() {
        var idle = connection
        #expect(idle.stop() == true)
        _ = collect(RequestFraming(body: .sized(0)))
        #expect(connection.stop() == false)
        #expect(connection.bodyEnded(at: at(0)) == .process)
        #expect(connection.answerBegins(at: at(1)) == false)
        #expect(connection.answerWritten(at: at(1)) == .close)
    }

    @Test("a stop while an answer is written closes behind it")
    mutating func stopWhileAnswering() {
        _ = collect(RequestFraming(body: .sized(0)))
        _ = connection.bodyEnded(at: at(0))
        #expect(connection.answerBegins(at: at(1)) == true)
        #expect(connection.stop() == false)
        #expect(connection.answerWritten(at: at(1)) == .close)
    }

    @Test("a client that ends its side still gets the answer to what it asked")
    mutating func inputEnded() {
        var idle = connection
        #expect(idle.inputEnded() == true)
        _ = collect(RequestFraming(body: .sized(0)))
        _ = connection.bodyEnded(at: at(0))
        #expect(connection.inputEnded() == false)
        #expect(connection.answerBegins(at: at(0)) == false)
        #expect(connection.answerWritten(at: at(0)) == .close)
    }
}

private func at(_ seconds: Double) -> NIODeadline {
    .uptimeNanoseconds(UInt64(seconds * 1_000_000_000))
}
