import NIOCore
import NIOPosix

/// A client that sends exactly the bytes it is told to, and reads answers as they are.
final class RawClient {
    struct Answer: Hashable {
        let status: Int
        let headers: [String: String]
        let body: String
    }

    private final class Reader: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        let continuation: AsyncStream<[UInt8]>.Continuation

        init(_ continuation: AsyncStream<[UInt8]>.Continuation) {
            self.continuation = continuation
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            continuation.yield(Array(unwrapInboundIn(data).readableBytesView))
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case ChannelEvent.inputClosed? = event as? ChannelEvent { continuation.finish() }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            continuation.finish()
        }

        func channelInactive(context: ChannelHandlerContext) {
            continuation.finish()
        }
    }

    private let channel: any Channel
    private var iterator: AsyncStream<[UInt8]>.Iterator
    private var buffered: [UInt8] = []

    private init(_ channel: any Channel, _ stream: AsyncStream<[UInt8]>) {
        self.channel = channel
        iterator = stream.makeAsyncIterator()
    }

    static func connect(port: Int) async throws -> RawClient {
        let (stream, continuation) = AsyncStream<[UInt8]>.makeStream()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Reader(continuation))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return RawClient(channel, stream)
    }

    func send(_ text: String) async throws {
        try await send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
    }

    /// Sends without waiting, and without caring whether the server still reads.
    func push(_ bytes: [UInt8]) {
        channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
    }

    func closeOutput() async throws {
        try await channel.close(mode: .output).get()
    }

    func close() async {
        try? await channel.close().get()
    }

    /// The next answer, nil when the server has closed instead.
    func answer(toHead: Bool = false) async throws -> Answer? {
        guard let head = await readHead() else { return nil }
        let lines = head.split(separator: "\r\n")
        let status = try unwrap(lines.first?.split(separator: " ").dropFirst().first)
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts[1].trimmingPrefix(" ").description
        }
        let size = toHead ? 0 : headers["content-length"].flatMap { Int($0) } ?? 0
        while buffered.count < size { guard await readMore() else { break } }
        let body = String(decoding: buffered.prefix(size), as: UTF8.self)
        buffered.removeFirst(min(size, buffered.count))
        return Answer(status: try unwrap(Int(status)), headers: headers, body: body)
    }

    /// Whether the server closes its end and sends nothing before.
    func isAtEnd() async -> Bool {
        guard buffered.isEmpty else { return false }
        return await !readMore()
    }

    private func readHead() async -> String? {
        let end = Array("\r\n\r\n".utf8)
        while true {
            let starts = buffered.indices.dropLast(3)
            if let start = starts.first(where: { buffered[$0...].starts(with: end) }) {
                let head = String(decoding: buffered[..<start], as: UTF8.self)
                buffered.removeSubrange(..<(start + end.count))
                return head
            }
            guard await readMore() else { return nil }
        }
    }

    private func readMore() async -> Bool {
        guard let bytes = await iterator.next() else { return false }
        buffered += bytes
        return true
    }
}
