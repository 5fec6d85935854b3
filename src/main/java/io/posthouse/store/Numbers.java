package io.posthouse.store;

import io.posthouse.model.Conversation;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for conversations that have none. They are reserved in blocks, so that a send needs no extra round trip; a number
 * that a crash loses is never used, which costs nothing but the number.
 */
final class Numbers {
    private static final int BLOCK = 1_000;
    /** So few left are time to reserve more. */
    private static final int LOW = BLOCK / 4;

    private static final int KNOWN_MAX = 20_000;

    private final Lines lines;
    private final Keys keys;
    private final Deque<Long> free = new ArrayDeque<>();
    private final Set<String> known = new LinkedHashSet<>();
    private @Nullable Future<Void> reserving;
    /** Somebody waits for a block: then all wait, or a later message would overtake an earlier one (S3). */
    private boolean isShort;

    Numbers(Lines lines, Keys keys) {
        this.lines = lines;
        this.keys = keys;
    }

    /** A number the conversation may get, or 0 if it is known to have one. */
    Future<Long> candidate(Conversation conversation) {
        if (isShort) {
            return reserve().compose(v -> candidate(conversation));
        }
        if (known.contains(conversation.key())) {
            return Future.succeededFuture(0L);
        }
        if (free.size() < LOW) {
            reserve();
        }
        Long number = free.poll();
        isShort = number == null;
        return number != null ? Future.succeededFuture(number) : reserve().compose(v -> candidate(conversation));
    }

    /** A number that nothing else has or will have. */
    Future<Long> next() {
        return lines.ask(Call.of(Command.INCR).key(keys.numbers()))
                .map(reply -> reply.get().toLong());
    }

    /** The conversation has this number now; the candidate, if it was another one, is free again. */
    void settled(Conversation conversation, long number, long candidate) {
        if (candidate != 0 && candidate != number) {
            free.push(candidate);
        }
        if (candidate != 0 && known.add(conversation.key()) && known.size() > KNOWN_MAX) {
            known.remove(known.iterator().next());
        }
    }

    /** Another life of the store has begun, in which what was reserved may be somebody else's. */
    void drop() {
        free.clear();
        known.clear();
    }

    /** The store says that the conversation has no number, whatever was known. */
    void forget(Conversation conversation) {
        known.remove(conversation.key());
    }

    /** One at a time: whoever comes meanwhile waits for the same block, and so keeps its place. */
    private Future<Void> reserve() {
        Future<Void> current = reserving;
        if (current == null) {
            current = lines.ask(Call.of(Command.INCRBY).key(keys.numbers()).arg(BLOCK))
                    .map(this::reserved);
            reserving = current;
            current.onComplete(done -> {
                reserving = null;
                isShort = false;
            });
        }
        return current;
    }

    private @Nullable Void reserved(Reply reply) {
        reserving = null;
        isShort = false;
        long last = reply.get().toLong();
        for (long number = last - BLOCK + 1; number <= last; number++) {
            free.add(number);
        }
        return null;
    }
}
