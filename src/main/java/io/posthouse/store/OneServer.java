package io.posthouse.store;

import io.vertx.core.Future;
import java.util.List;

/** Everything is on one server: a standalone Redis, the embedded one, or the master that Sentinel names. */
final class OneServer implements Lines {
    private final RedisLine line;

    OneServer(RedisLine line) {
        this.line = line;
    }

    @Override
    public Future<Void> open() {
        return line.open();
    }

    @Override
    public Future<Reply> ask(Call call) {
        return line.ask(call, false);
    }

    @Override
    public List<String> places() {
        return List.of();
    }

    @Override
    public boolean isOneServer() {
        return true;
    }

    @Override
    public void close() {
        line.close();
    }
}
