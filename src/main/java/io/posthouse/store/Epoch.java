package io.posthouse.store;

import io.posthouse.config.StartupException;
import io.posthouse.config.StoreConfig;
import io.posthouse.model.StoreLife;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The store's schema, and its life. A store that was wiped, or that came back from an older copy, is known by the notes that nodes leave
 * there: what this node has left and does not find again was lost, and with it whatever else was written since. Then another life
 * begins.
 */
final class Epoch {
    /** 2: a log may hold custom notifications. What was written before is read as it is. */
    static final int SCHEMA = 2;

    /**
     * So many conversation numbers are passed over when a life begins after another one: those that were given since the copy was made are
     * not given again.
     */
    static final long NUMBERS_PASSED = 10_000_000;

    private final Lines lines;
    private final Keys keys;
    private final StoreConfig config;
    private final Runnable onAnother;
    /** When this node was last noted, by the key that holds it. */
    private final Map<String, Long> seen = new HashMap<>();

    private String known = "";
    private String last = "";
    private boolean isPassDue;

    /** @param onAnother run when a life is read that is not the last one */
    Epoch(Lines lines, Keys keys, StoreConfig config, Runnable onAnother) {
        this.lines = lines;
        this.keys = keys;
        this.config = config;
        this.onAnother = onAnother;
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

    /** The store's life as it stands there; a wiped one begins another. */
    Future<StoreLife> read() {
        return lines.ask(Call.of(Command.HMGET)
                        .key(keys.life())
                        .arg("name")
                        .arg("begun")
                        .arg("from")
                        .arg("until"))
                .compose(reply -> {
                    if (reply.get(0) == null) {
                        return note(known, 0, true, Long.MAX_VALUE);
                    }
                    StoreLife life = lifeOf(reply.get());
                    heard(life);
                    known = known.isEmpty() ? life.name() : known;
                    return Future.succeededFuture(life);
                });
    }

    /**
     * Notes that this node is there, on each server, and looks whether they still have its last note.
     *
     * @param silenceMillis if no node was there for so long, cursors of that time prove that the store is older than it was
     */
    Future<StoreLife> look(long silenceMillis) {
        List<String> parts = lines.places().stream().map(keys::lifePart).toList();
        List<Future<Boolean>> looked = new ArrayList<>();
        parts.forEach(part -> looked.add(lookAt(part, false)));
        return Future.join(looked).transform(all -> {
            boolean isOlder = looked.stream().anyMatch(one -> Boolean.TRUE.equals(one.result()));
            return note(known, seen.getOrDefault(keys.life(), 0L), isOlder, silenceMillis)
                    .onSuccess(life -> {
                        if (isOlder) {
                            // Dropped if one fails: it is found older again, by nodes that know the new life.
                            parts.forEach(part -> lookAt(part, true));
                        }
                    });
        });
    }

    /** A client has a cursor that this life cannot have given: another one begins, unless that has happened. */
    Future<StoreLife> end(String name) {
        return note(name, 0, true, Long.MAX_VALUE);
    }

    private Future<Boolean> lookAt(String part, boolean isAnyway) {
        Call call = Call.of(Script.LIFE_PART)
                .key(part)
                .arg(seen.getOrDefault(part, 0L))
                .arg(isAnyway ? 1 : 0)
                .durable();
        return lines.ask(call).map(reply -> {
            boolean isOlder = reply.number(0) == 1;
            if (!isOlder || isAnyway) {
                remember(part, reply, reply.number(1));
            }
            return isOlder;
        });
    }

    private Future<StoreLife> note(String ofLife, long lastHere, boolean isOlder, long silenceMillis) {
        Call call = Call.of(Script.LIFE)
                .key(keys.life())
                .arg(UUID.randomUUID().toString().replace("-", ""))
                .arg(ofLife)
                .arg(lastHere)
                .arg(isOlder ? 1 : 0)
                .arg(silenceMillis)
                .durable();
        return lines.ask(call).compose(reply -> {
            StoreLife life = new StoreLife(reply.get(0).toString(), reply.number(1), reply.number(2), reply.number(3));
            isPassDue |= reply.number(5) == 1 && !ofLife.isEmpty();
            known = life.name();
            heard(life);
            remember(keys.life(), reply, reply.number(4));
            return isPassDue ? passNumbers().map(life) : Future.succeededFuture(life);
        });
    }

    /** A note that a failover may lose proves nothing. */
    private void remember(String key, Reply reply, long timeMillis) {
        boolean isKept =
                config.durability() != StoreConfig.Durability.REPLICATED || reply.replicas() >= config.replicas();
        if (isKept) {
            seen.put(key, timeMillis);
        }
    }

    /** The life that was read last; empty if none was. */
    String known() {
        return last;
    }

    private void heard(StoreLife life) {
        if (!last.isEmpty() && !last.equals(life.name())) {
            onAnother.run();
        }
        last = life.name();
    }

    private Future<?> passNumbers() {
        return lines.ask(Call.of(Command.INCRBY).key(keys.numbers()).arg(NUMBERS_PASSED))
                .onSuccess(passed -> isPassDue = false);
    }

    private static StoreLife lifeOf(Response fields) {
        return new StoreLife(
                fields.get(0).toString(),
                fields.get(1).toLong(),
                fields.get(2).toLong(),
                fields.get(3).toLong());
    }
}
