import NIOCore

/// Tells the connection's state that bytes came in, before the parser turns them into parts.
///
/// Only so can it be known when a head began: the parser is silent until the head is whole.
final class ByteArrivalHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let requestHandler: RequestHandler

    init(for requestHandler: RequestHandler) {
        self.requestHandler = requestHandler
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        requestHandler.bytesArrived(at: context.eventLoop.now)
        context.fireChannelRead(data)
    }
}
