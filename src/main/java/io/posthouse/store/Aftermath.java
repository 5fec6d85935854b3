package io.posthouse.store;

import io.posthouse.config.StoreConfig;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Message;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows an append: who listens hears of it, the marks in the accounts' recent sessions, the durability reached, the trimming. */
final class Aftermath {
    private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);
    private static final int TRIM_STEP = 256;

    private final Lines lines;
    private final Keys keys;
    private final StoreConfig config;
    private final Consumer<Message> stored;

    /** @param stored hears each message once, as the log's server answers: so those of one log in their order */
    Aftermath(Lines lines, Keys keys, StoreConfig config, Consumer<Message> stored) {
        this.lines = lines;
        this.keys = keys;
        this.config = config;
        this.stored = stored;
    }

    /** A message is new in its log. To be said before anything else is waited for. */
    void stored(Message message) {
        stored.accept(message);
    }

    /** Marks a session as changed at {@code time} for each account; a later mark stays. */
    Future<Void> mark(List<String> accounts, Conversation conversation, long time) {
        List<Future<Reply>> marks = new ArrayList<>();
        for (String account : accounts) {
            marks.add(lines.ask(Call.of(Command.ZADD)
                    .key(keys.recent(account))
                    .arg("GT")
                    .arg(time)
                    .arg(conversation.key())));
        }
        return Future.all(marks).mapEmpty();
    }

    /** As {@link #mark} with the log's own last stamp or the store's time, whichever is later. */
    Future<Void> markNow(List<String> accounts, Conversation conversation) {
        return time().compose(time -> mark(accounts, conversation, time));
    }

    /** The store's clock, ms. */
    Future<Long> time() {
        return lines.ask(Call.of(Command.TIME)).map(reply -> reply.number(0) * 1000 + reply.number(1) / 1000);
    }

    /** How old an entry may be; 0 for any age. */
    long retentionMillis() {
        return config.retention().toMillis();
    }

    /** What an answer says was reached: {@code memory}, {@code disk} or {@code replicated(n)}. */
    String durability(Reply reply) {
        return switch (config.durability()) {
            case MEMORY -> "memory";
            case DISK -> "disk";
            case REPLICATED -> "replicated(" + reply.replicas() + ")";
        };
    }

    /** Throws if fewer replicas have it than were asked for. A resend waits again. */
    void requireDurable(Reply reply) {
        if (config.durability() == StoreConfig.Durability.REPLICATED && reply.replicas() < config.replicas()) {
            throw new FaultException(
                    Fault.NOT_DURABLE, "reached " + reply.replicas() + " of " + config.replicas() + " replicas");
        }
    }

    /** Lets go of some expired entries; nobody waits for it, the next send of the conversation tries again. */
    void trim(Conversation conversation) {
        if (config.retention().isZero()) {
            return;
        }
        Call call = Call.of(conversation.isTeam() ? Script.TEAM_TRIM : Script.TRIM)
                .key(keys.log(conversation))
                .key(keys.meta(conversation));
        if (conversation.isTeam()) {
            call.key(keys.gone(conversation, ""))
                    .key(keys.acks(conversation))
                    .key(keys.reads(conversation))
                    .key(keys.late(conversation));
        } else {
            for (String account : Sides.accounts(conversation)) {
                call.key(keys.gone(conversation, account)).key(keys.deleted(conversation, account));
            }
        }
        lines.ask(call.arg(config.retention().toMillis()).arg(TRIM_STEP))
                .onFailure(cause -> LOG.debug("Trimming failed conversation={}", conversation.key(), cause));
    }
}
