package io.posthouse.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.posthouse.model.Fault;

/**
 * Closes with the wire's own codes where the WebSocket decoder closes by itself: on a frame past the limit and on what is no
 * frame at all. One a socket.
 */
final class ViolationCodes extends ChannelOutboundHandlerAdapter {
    private static final int PROTOCOL_ERROR = 1002;
    private static final int INVALID_TEXT = 1007;
    private static final int TOO_BIG = 1009;

    private final Dialogue dialogue;

    ViolationCodes(Dialogue dialogue) {
        this.dialogue = dialogue;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        super.write(context, message instanceof CloseWebSocketFrame close ? ours(close) : message, promise);
    }

    private CloseWebSocketFrame ours(CloseWebSocketFrame close) {
        Fault fault =
                switch (close.statusCode()) {
                    case PROTOCOL_ERROR, INVALID_TEXT -> Fault.MALFORMED;
                    case TOO_BIG -> Fault.TOO_LARGE;
                    default -> null;
                };
        if (fault == null) {
            return close;
        }
        close.release();
        return new CloseWebSocketFrame(true, 0, dialogue.closeCode(new Closing.Refused(fault)), fault.text());
    }
}
