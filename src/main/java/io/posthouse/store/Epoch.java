package io.posthouse.store;

import io.posthouse.config.StartupException;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.UUID;

/** The store's life and its schema: written once, at the first start, and looked at from then on. */
final class Epoch {
    /** 2: a log may hold custom notifications. What was written before is read as it is. */
    static final int SCHEMA = 2;

    private final Lines lines;
    private final Keys keys;

    Epoch(Lines lines, Keys keys) {
        this.lines = lines;
        this.keys = keys;
    }

    /** Names the store's life. Another name means that the store was wiped or is another one. */
    Future<String> read() {
        String fresh = UUID.randomUUID().toString().replace("-", "");
        return setOnce(keys.epoch(), fresh);
    }

    /** Fails if a newer gateway has written here; an older one will not start here any more. */
    Future<Void> checkSchema() {
        String own = Integer.toString(SCHEMA);
        return lines.ask(Call.of(Script.SCHEMA).key(keys.schema()).arg(own))
                .map(reply -> reply.get().toString())
                .compose(found -> found.equals(own)
                        ? Future.succeededFuture()
                        : Future.failedFuture(new StartupException("the store holds data of schema " + found
                                + ", this gateway knows " + own + "; start a newer gateway")));
    }

    private Future<String> setOnce(String key, String value) {
        return lines.ask(Call.of(Command.SET).key(key).arg(value).arg("NX").arg("GET"))
                .map(reply -> reply.value() == null ? value : reply.get().toString());
    }
}
