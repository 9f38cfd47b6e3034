import NIOCore
import NIOHTTP1
import NIOPosix
public import Pipeline
import Synchronization

/// Takes events in over HTTP/1.1, and answers as an Iceberg REST catalog.
///
/// ``start()`` is called once, then ``shutdown()``. Between them every connection lives on
/// one event loop, and nothing on a loop waits: tokens are verified and events made durable on the
/// cooperative threads.
public final class HTTPServer: Sendable {
    private struct State {
        var listener: (any Channel)?
        var isStopped = false
    }

    private let settings: HTTPSettings
    private let desk: RequestDesk
    private let group: MultiThreadedEventLoopGroup
    private let loops: [ObjectIdentifier: NIOLoopBoundBox<LoopConnections>]
    private let connectionCount: ConnectionCount
    private let state = Mutex(State())

    /// Creates a server that does not listen yet.
    ///
    /// - Parameters:
    ///   - settings: How it listens, what it takes, how long it waits.
    ///   - authenticator: Says whose a request is.
    ///   - tenants: Judges it by what is known of its tenant.
    ///   - ingester: Takes the events.
    ///   - catalog: Answers what is asked below `/catalog/v1/`; nil: nothing is there.
    ///   - secondsSinceEpoch: The wall clock, for `Date`.
    ///   - audit: Where denied requests are told, a line each.
    public init(
        settings: HTTPSettings,
        authenticator: Authenticator,
        tenants: TenantDoor,
        ingester: any EventIngesting,
        catalog: CatalogDesk? = nil,
        secondsSinceEpoch: @escaping @Sendable () -> Int64,
        audit: AuditLog
    ) {
        self.settings = settings
        desk = RequestDesk(
            settings: settings,
            authenticator: authenticator,
            tenants: tenants,
            ingester: ingester,
            catalog: catalog,
            audit: audit
        )
        connectionCount = ConnectionCount(countMax: settings.connectionCountMax)
        group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, settings.eventLoopCount))
        var loops: [ObjectIdentifier: NIOLoopBoundBox<LoopConnections>] = [:]
        for eventLoop in group.makeIterator() {
            loops[ObjectIdentifier(eventLoop)] = .makeBoxSendingValue(
                LoopConnections(eventLoop: eventLoop, secondsSinceEpoch: secondsSinceEpoch),
                eventLoop: eventLoop
            )
        }
        self.loops = loops
    }

    /// Listens.
    ///
    /// - Returns: The address, with the port that the system chose when the settings say 0.
    /// - Throws: ``HTTPServerError`` when the address cannot be had.
    public func start() async throws(HTTPServerError) -> BoundAddress {
        let channel: any Channel
        do {
            channel = try await bootstrap().bind(host: settings.host, port: settings.port).get()
        } catch {
            throw .init("cannot listen on \(settings.host):\(settings.port): \(error)")
        }
        state.withLock { $0.listener = channel }
        guard let address = channel.localAddress, let host = address.ipAddress,
            let port = address.port
        else { throw .init("the system does not say what it listens on") }
        return BoundAddress(host: host, port: port)
    }

    /// Stops: takes no more connections, closes idle ones, answers what is under way, then ends.
    ///
    /// What is not answered after ``HTTPSettings/shutdownTimeout`` is cut off. Call it after
    /// ``start()``, also when that threw; a second time it does nothing.
    public func shutdown() async {
        let (listener, isRepeated) = state.withLock { state in
            defer { state = State(listener: nil, isStopped: true) }
            return (state.listener, state.isStopped)
        }
        guard !isRepeated else { return }
        try? await listener?.close().get()
        let timeout = TimeAmount(settings.shutdownTimeout)
        let whenEmpty = loops.values.map { loop in
            let eventLoop = loop.eventLoop
            let cutOff = eventLoop.scheduleTask(in: timeout) { loop.value.closeAll() }
            return eventLoop.flatSubmit { loop.value.stop() }
                .always { _ in cutOff.cancel() }
        }
        for loop in whenEmpty { try? await loop.get() }
        try? await group.shutdownGracefully()
    }

    private func bootstrap() -> ServerBootstrap {
        ServerBootstrap(group: group)
            // As many as may wait for one turn of the loop; the system's own limit is lower.
            .serverChannelOption(.backlog, value: 4096)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try self.serve(channel) }
            }
    }

    /// Sets up a connection that was accepted just now, on its own loop.
    private func serve(_ channel: any Channel) throws {
        guard let loop = loops[ObjectIdentifier(channel.eventLoop)] else {
            preconditionFailure("a connection lives on one of the server's loops")
        }
        let isRefused = connectionCount.add()
        channel.closeFuture.whenComplete { [connectionCount] _ in connectionCount.remove() }
        let handler = RequestHandler(
            desk: desk,
            connections: loop.value,
            settings: settings,
            isRefused: isRefused,
            at: channel.eventLoop.now
        )
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = settings.headersSizeMax
        limits.maxHeaderListSize = settings.headersSizeMax
        limits.maxHeaderFieldCount = Self.headerFieldCountMax
        let decoder = HTTPRequestDecoder(
            leftOverBytesStrategy: .dropBytes,
            limitConfiguration: limits
        )
        try channel.pipeline.syncOperations.addHandlers([
            ByteArrivalHandler(for: handler),
            HTTPResponseEncoder(),
            ByteToMessageHandler(decoder),
            handler,
        ])
    }

    /// Proxies add a dozen fields to a client's dozen.
    private static let headerFieldCountMax = 128
}
