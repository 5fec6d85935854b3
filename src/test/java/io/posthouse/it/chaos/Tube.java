package io.posthouse.it.chaos;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A stretch of network that everything between two parts goes through: it can be slow, stand still, and break. On its own event loop. */
final class Tube {
    private final Vertx vertx;
    private final NetServer server;
    private final NetClient client;
    private final int target;
    private final Set<NetSocket> ends = new HashSet<>();
    private int delayMillis;
    private boolean isStill;
    private boolean isCut;

    private Tube(Vertx vertx, int target) {
        this.vertx = vertx;
        this.target = target;
        this.client = vertx.createNetClient();
        this.server = vertx.createNetServer().connectHandler(this::join);
    }

    /** @param target a port on loopback */
    static Future<Tube> open(Vertx vertx, int target) {
        Promise<Tube> opened = Promise.promise();
        vertx.runOnContext(go -> {
            Tube tube = new Tube(vertx, target);
            tube.server.listen(0, "127.0.0.1").map(tube).onComplete(opened);
        });
        return opened.future();
    }

    int port() {
        return server.actualPort();
    }

    /** From now on each piece takes so long to get through. */
    void delay(int millis) {
        vertx.runOnContext(go -> delayMillis = millis);
    }

    /** Nothing gets through, and nobody is told; what was under way comes when it flows again. */
    void stand(boolean still) {
        vertx.runOnContext(go -> {
            isStill = still;
            // One that was closed meanwhile hears of it as it resumes, and leaves.
            Set.copyOf(ends).forEach(end -> {
                if (still) {
                    end.pause();
                } else {
                    end.resume();
                }
            });
        });
    }

    /** Breaks what there is, and lets nobody through until it is mended. */
    void cut(boolean cut) {
        vertx.runOnContext(go -> {
            isCut = cut;
            if (cut) {
                // How the close goes does not matter: the line is broken either way.
                Set.copyOf(ends).forEach(NetSocket::close);
            }
        });
    }

    Future<Void> close() {
        return Future.join(server.close(), client.close()).mapEmpty();
    }

    private void join(NetSocket near) {
        if (isCut) {
            near.close();
            return;
        }
        near.pause();
        client.connect(target, "127.0.0.1").onFailure(refused -> near.close()).onSuccess(far -> {
            if (isCut) {
                far.close();
                near.close();
                return;
            }
            new Way(near, far).open();
            new Way(far, near).open();
            if (isStill) {
                far.pause();
            } else {
                near.resume();
            }
        });
    }

    /** One direction. What enters it leaves it in the same order, however the delay changes. */
    private final class Way {
        private final NetSocket from;
        private final NetSocket to;
        private final Deque<Piece> under = new ArrayDeque<>();

        /** @param work what is done when it arrives */
        private record Piece(long dueNanos, Runnable work) {}

        Way(NetSocket from, NetSocket to) {
            this.from = from;
            this.to = to;
        }

        void open() {
            ends.add(from);
            from.handler(piece -> enter(() -> write(piece)));
            from.exceptionHandler(broken -> from.close());
            from.closeHandler(closed -> {
                ends.remove(from);
                enter(to::close);
            });
        }

        private void enter(Runnable work) {
            if (delayMillis == 0 && under.isEmpty()) {
                work.run();
                return;
            }
            under.add(new Piece(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMillis), work));
            vertx.setTimer(Math.max(1, delayMillis), due -> leave());
        }

        private void leave() {
            long now = System.nanoTime();
            while (!under.isEmpty() && under.peek().dueNanos() <= now) {
                under.remove().work().run();
            }
            if (!under.isEmpty()) {
                vertx.setTimer(1, due -> leave());
            }
        }

        private void write(Buffer piece) {
            to.write(piece);
            if (to.writeQueueFull()) {
                from.pause();
                to.drainHandler(drained -> {
                    if (!isStill) {
                        from.resume();
                    }
                });
            }
        }
    }
}
