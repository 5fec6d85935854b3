package io.posthouse.store;

import io.posthouse.config.StoreConfig;
import io.posthouse.model.Conversation;
import io.posthouse.model.Message;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The last message that was stored, of each part of the store. What a server loses when it comes back older is the end of what was written there:
 * if it has that message it has all before it. Asked for when a connection is made anew, when it may be another server, or the same with less.
 */
final class Witnesses {
    /** So many parts of a Redis Cluster; no server has less than one of them, or its masters' own notes tell. */
    private static final int SLOTS_A_PART = 256;

    /** One that is older may have been let go, with its team or by retention; the nodes' notes tell by then. */
    private static final long LIFE_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Lines lines;
    private final Keys keys;
    private final boolean isOn;
    private final Map<Integer, Witness> last = new HashMap<>();
    private final List<Witness> pinned = new ArrayList<>();

    Witnesses(Lines lines, Keys keys, StoreConfig config) {
        this.lines = lines;
        this.keys = keys;
        long retentionNanos = TimeUnit.MILLISECONDS.toNanos(config.retention().toMillis());
        // With replicated(n) what is stored may be lost until it is answered, and that is no loss.
        this.isOn = config.durability() != StoreConfig.Durability.REPLICATED
                && (retentionNanos == 0 || retentionNanos > LIFE_NANOS);
    }

    void stored(Message message) {
        if (isOn) {
            Conversation conversation = message.conversation();
            int part = lines.isOneServer() ? 0 : Slots.of(keys.meta(conversation)) / SLOTS_A_PART;
            last.put(part, new Witness(message, System.nanoTime()));
        }
    }

    /** What is stored from now on proves nothing of what was before. */
    void pin() {
        if (pinned.isEmpty()) {
            pinned.addAll(last.values());
        }
    }

    /** Whether the pinned ones are there; they stay pinned if that cannot be told. */
    Future<Boolean> areThere() {
        List<Witness> asked = List.copyOf(pinned);
        List<Future<Boolean>> found = asked.stream().map(this::isThere).toList();
        return Future.all(found).map(all -> {
            pinned.removeAll(asked);
            return all.<Boolean>list().stream().allMatch(there -> there);
        });
    }

    /** Its place in the idempotency map stays, also if it is recalled or deleted. */
    private Future<Boolean> isThere(Witness witness) {
        Message message = witness.message();
        if (System.nanoTime() - witness.storedNanos() > LIFE_NANOS) {
            return Future.succeededFuture(true);
        }
        return lines.ask(Call.of(Command.HEXISTS)
                        .key(keys.meta(message.conversation()))
                        .arg("i:" + message.from() + "/" + message.draft().idClient()))
                .map(reply -> reply.get().toLong() == 1);
    }

    private record Witness(Message message, long storedNanos) {}
}
