import NIOCore

/// The connections of one event loop: who is there, who has become too slow, who is left at the end.
///
/// Lives on its loop and is touched nowhere else. One look at every connection now and then takes the
/// place of a timer for each, which would be set and cancelled with every request.
final class LoopConnections {
    /// How often deadlines are looked at; the shortest of them is seconds.
    static let sweepInterval: TimeAmount = .milliseconds(250)

    private let eventLoop: any EventLoop
    private let secondsSinceEpoch: @Sendable () -> Int64
    private var handlers: [ObjectIdentifier: RequestHandler] = [:]
    private var sweeping: RepeatedTask?
    private var whenEmpty: EventLoopPromise<Void>?
    private var date: (second: Int64, text: String) = (.min, "")

    /// Whether the server is stopping.
    private(set) var isStopping = false

    init(eventLoop: any EventLoop, secondsSinceEpoch: @escaping @Sendable () -> Int64) {
        self.eventLoop = eventLoop
        self.secondsSinceEpoch = secondsSinceEpoch
    }

    /// The value of a `Date` header field now, formatted once a second.
    var dateText: String {
        let second = secondsSinceEpoch()
        if second != date.second { date = (second, HTTPDate.text(secondsSinceEpoch: second)) }
        return date.text
    }

    func add(_ handler: RequestHandler) {
        handlers[ObjectIdentifier(handler)] = handler
        if sweeping == nil { startSweeping() }
    }

    func remove(_ handler: RequestHandler) {
        handlers[ObjectIdentifier(handler)] = nil
        guard handlers.isEmpty else { return }
        sweeping?.cancel()
        sweeping = nil
        whenEmpty?.succeed()
        whenEmpty = nil
    }

    /// Closes what is idle, lets the rest finish, and completes when nobody is left.
    func stop() -> EventLoopFuture<Void> {
        isStopping = true
        // Closing takes handlers out of the dictionary while it is walked: walk a copy.
        for handler in Array(handlers.values) { handler.stop() }
        guard !handlers.isEmpty else { return eventLoop.makeSucceededVoidFuture() }
        let promise = eventLoop.makePromise(of: Void.self)
        whenEmpty = promise
        return promise.futureResult
    }

    /// Closes every connection, whatever is under way.
    func closeAll() {
        for handler in Array(handlers.values) { handler.close() }
    }

    private func startSweeping() {
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        sweeping = eventLoop.scheduleRepeatedTask(
            initialDelay: Self.sweepInterval,
            delay: Self.sweepInterval
        ) { _ in bound.value.sweep() }
    }

    private func sweep() {
        let now = eventLoop.now
        for handler in Array(handlers.values) { handler.sweep(at: now) }
    }
}
