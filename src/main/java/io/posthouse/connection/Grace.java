package io.posthouse.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a socket open for a moment after a frame that is no frame, or past the limit: Vert.x closes it at once, with bytes
 * unread, and then the client would see a reset and no code. What comes in that moment is thrown away. One a socket.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The channel's close future tells whoever waits.
final class Grace extends ChannelDuplexHandler {
    private static final long MILLIS = 2_000;

    private boolean isBegun;
    private boolean isClosing;
    private boolean isOver;

    /** Nothing is read from now on, and a close takes its time. */
    void begin() {
        isBegun = true;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (isBegun) {
            ReferenceCountUtil.release(message);
        } else {
            super.channelRead(context, message);
        }
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) throws Exception {
        if (!isBegun || isOver) {
            super.close(context, promise);
            return;
        }
        context.channel().closeFuture().addListener(closed -> promise.trySuccess());
        if (!isClosing) {
            isClosing = true;
            context.executor().schedule(() -> end(context), MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void end(ChannelHandlerContext context) {
        isOver = true;
        context.close();
    }
}
