package io.posthouse.store;

import io.posthouse.config.StartupException;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.UUID;

/** The store's life and its schema: written once, at the first start, and looked at from then on. */
final class Epoch {
    static final int SCHEMA = 1;

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

    /** Fails if a newer gateway has written here. */
    Future<Void> checkSchema() {
        return setOnce(keys.schema(), Integer.toString(SCHEMA)).compose(found -> {
            boolean known = found.matches("\\d{1,6}") && Integer.parseInt(found) <= SCHEMA;
            return known
                    ? Future.succeededFuture()
                    : Future.failedFuture(new StartupException("the store holds data of schema " + found
                            + ", this gateway knows " + SCHEMA + "; start a newer gateway"));
        });
    }

    private Future<String> setOnce(String key, String value) {
        return lines.ask(Call.of(Command.SET).key(key).arg(value).arg("NX").arg("GET"))
                .map(reply -> reply.value() == null ? value : reply.get().toString());
    }
}
