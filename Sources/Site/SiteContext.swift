// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import NIOCore

/// What the server knows of a request besides the request: the address at the other end.
public struct SiteContext: RequestContext {
    /// What Hummingbird itself keeps.
    public var coreContext: CoreRequestContextStorage
    /// The other end of the connection; nil where there is none, as in tests without a socket.
    let peer: NetworkAddress?

    /// A context of a connection.
    public init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress?.ipAddress.flatMap { NetworkAddress($0) }
    }
}

/// Closes a connection on which no request has begun in time: a client that sends its first line a byte at
/// a time holds nothing for long. Later pauses are bounded by the server's own idle time.
final class FirstRequestDeadline: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny

    private let time: TimeAmount
    private var deadline: Scheduled<Void>?

    init(seconds: Int) {
        time = .seconds(Int64(seconds))
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        deadline?.cancel()
        deadline = nil
        context.fireChannelRead(data)
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.cancel()
    }
}
