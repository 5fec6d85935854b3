package io.posthouse.it.chaos;

import io.posthouse.it.history.Wire;
import io.posthouse.model.Message;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** S1 to S5, as the answers of sends show them. */
final class SendRules {
    private static final int CONTENT_DIFFERS = 302;

    private final Reading reading;
    private final Rules rules;
    private final Breaches breaches;
    private final Blocks blocks;

    SendRules(Reading reading, Rules rules, Breaches breaches) {
        this.reading = reading;
        this.rules = rules;
        this.breaches = breaches;
        this.blocks = new Blocks(reading);
    }

    /** One message, however often it was sent. */
    private record Sent(Deed first, Deed answered, Message message) {}

    void check() {
        Map<String, List<Deed>> sends = new LinkedHashMap<>();
        reading.deeds("send").forEach(deed -> sends.computeIfAbsent(key(deed), k -> new ArrayList<>())
                .add(deed));
        List<Sent> all = new ArrayList<>();
        sends.values().forEach(attempts -> check(attempts).ifPresent(all::add));
        Map<String, List<Sent>> byConversation = new HashMap<>();
        all.forEach(sent -> byConversation
                .computeIfAbsent(sent.message.conversation().key(), k -> new ArrayList<>())
                .add(sent));
        byConversation.values().forEach(this::checkOrder);
    }

    private static JsonObject msg(Deed deed) {
        return deed.fields().getJsonObject("msg");
    }

    private static String key(Deed deed) {
        JsonObject msg = msg(deed);
        return deed.who().account() + ">" + msg.getString("scene") + msg.getString("to") + ">"
                + msg.getString("idClient");
    }

    private Optional<Sent> check(List<Deed> attempts) {
        Deed first = attempts.get(0);
        String content = msg(first).getString("body");
        Deed granted = null;
        for (Deed deed : attempts) {
            boolean isSame = Objects.equals(content, msg(deed).getString("body"));
            if (deed.code() == CONTENT_DIFFERS && isSame) {
                add("S2 the same sent again yields the first answer", "302 for the same content", deed);
            } else if (deed.isOk() && !isSame) {
                add("S2 with another content it is refused", deed.ok().encode(), deed);
            } else if (deed.isOk()) {
                checkAnswer(deed, first, granted);
                // The one that was over first says by when it was stored.
                granted = granted == null
                                || deed.answered().atNanos()
                                        < granted.answered().atNanos()
                        ? deed
                        : granted;
            }
        }
        return granted == null ? Optional.empty() : Optional.of(new Sent(first, granted, message(granted)));
    }

    private void checkAnswer(Deed deed, Deed first, @Nullable Deed granted) {
        Message message = message(deed);
        if (!deed.ok().getString("durability", "").equals(rules.durability())) {
            add("S1 stored at the configured durability", deed.ok().getString("durability"), deed);
        }
        if (deed == first && deed.ok().getBoolean("duplicate", false)) {
            add("S2 what is new is no duplicate", Truth.spell(message), deed);
        }
        if (granted != null) {
            Message before = message(granted);
            boolean isSame = before.idServer().equals(message.idServer())
                    && before.time() == message.time()
                    && before.seq() == message.seq();
            if (!isSame || (granted.isBefore(deed) && !deed.ok().getBoolean("duplicate", false))) {
                String what = Truth.spell(message) + ", first it was " + Truth.spell(before);
                add("S2 the same sent again yields the first answer", what, deed);
            }
        }
        checkRefused(first, deed, message);
    }

    /** S5, where it is sure whether the receiver had blocked the sender all the while. */
    private void checkRefused(Deed first, Deed deed, Message message) {
        String to = message.draft().to();
        Optional<Boolean> isBlocked = message.conversation().isTeam() || to.equals(message.from())
                ? Optional.of(false)
                : blocks.between(
                        to,
                        message.from(),
                        first.said().atNanos(),
                        deed.answered().atNanos());
        if (isBlocked.isPresent()
                && isBlocked.get() != message.refused()
                && !deed.ok().getBoolean("duplicate", false)) {
            add("S5 refused if and only if the receiver has blocked the sender", Truth.spell(message), deed);
        }
    }

    /** S3: what was answered before another was said comes before it; so do two of one connection, each answered at the first try. */
    private void checkOrder(List<Sent> sends) {
        List<Sent> bySeq = new ArrayList<>(sends);
        bySeq.sort((a, b) -> Long.compare(b.message.seq(), a.message.seq()));
        Sent earliest = null;
        for (Sent sent : bySeq) {
            if (earliest != null && earliest.answered.isBefore(sent.first)) {
                String what =
                        Truth.spell(sent.message) + " was said after the answer for " + Truth.spell(earliest.message);
                add("S3 a conversation has one order", what, sent.answered);
            }
            if (earliest == null
                    || sent.answered.answered().atNanos()
                            < earliest.answered.answered().atNanos()) {
                earliest = sent;
            }
        }
        Map<String, Sent> lastOfLine = new HashMap<>();
        for (Sent sent : sends) {
            if (sent.answered != sent.first) {
                continue;
            }
            Sent before = lastOfLine.put(
                    sent.first.who().name() + " " + sent.first.said().line(), sent);
            if (before != null && before.message.seq() > sent.message.seq()) {
                String what = Truth.spell(sent.message) + " was said after " + Truth.spell(before.message);
                add("S3 two messages of one connection keep their order", what, sent.answered);
            }
        }
    }

    private static Message message(Deed deed) {
        return Wire.message(deed.ok().getJsonObject("msg"));
    }

    private void add(String rule, String what, Deed deed) {
        breaches.add(rule, what, deed.who(), deed.answered());
    }
}
