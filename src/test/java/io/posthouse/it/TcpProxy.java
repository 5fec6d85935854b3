package io.posthouse.it;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A way to a port that can be cut as a network is: nothing goes through any more, and nobody is told. */
final class TcpProxy {
    private final NetClient client;
    private final NetServer server;
    private final int target;
    private final List<NetSocket> sockets = new ArrayList<>();
    private final List<NetSocket> waiting = new ArrayList<>();
    private boolean isCut;

    private TcpProxy(Vertx vertx, int target) {
        this.target = target;
        this.client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
        this.server = vertx.createNetServer(
                new NetServerOptions().setHost("127.0.0.1").setPort(0).setTcpNoDelay(true));
    }

    static TcpProxy to(Vertx vertx, int port) throws Exception {
        TcpProxy proxy = new TcpProxy(vertx, port);
        proxy.server.connectHandler(proxy::accept).listen().await(10, TimeUnit.SECONDS);
        return proxy;
    }

    int port() {
        return server.actualPort();
    }

    private synchronized void accept(NetSocket from) {
        from.pause();
        if (isCut) {
            waiting.add(from);
        } else {
            join(from);
        }
    }

    private void join(NetSocket from) {
        client.connect(target, "127.0.0.1").onSuccess(to -> joined(from, to)).onFailure(cause -> from.close());
    }

    private synchronized void joined(NetSocket from, NetSocket to) {
        pass(from, to);
        pass(to, from);
        if (!isCut) {
            from.resume();
        } else {
            to.pause();
        }
    }

    private void pass(NetSocket from, NetSocket to) {
        sockets.add(from);
        // A write to a socket that is closed by then is lost with it.
        from.handler(to::write);
        from.closeHandler(closed -> to.close());
    }

    synchronized void cut() {
        isCut = true;
        sockets.forEach(NetSocket::pause);
    }

    synchronized void mend() {
        isCut = false;
        sockets.forEach(NetSocket::resume);
        waiting.forEach(this::join);
        waiting.clear();
    }

    void close() throws Exception {
        server.close().await(10, TimeUnit.SECONDS);
        client.close().await(10, TimeUnit.SECONDS);
    }
}
