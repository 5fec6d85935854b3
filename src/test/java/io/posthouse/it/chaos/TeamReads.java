package io.posthouse.it.chaos;

import io.posthouse.model.Conversation;
import io.posthouse.model.Message;
import io.posthouse.model.Scene;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** C2: who has read what was sent with needACK, as {@code teamReads} says it at the end. */
final class TeamReads {
    private final Reading reading;
    private final Truth truth;
    private final Breaches breaches;
    private final Map<String, Set<String>> askedBy = new HashMap<>();
    private final Map<String, Set<String>> grantedTo = new HashMap<>();

    TeamReads(Reading reading, Truth truth, Breaches breaches) {
        this.reading = reading;
        this.truth = truth;
        this.breaches = breaches;
    }

    void check() {
        reading.deeds("teamReceipts").forEach(this::note);
        reading.deeds("teamReads").filter(Deed::isOk).forEach(this::check);
    }

    private void note(Deed deed) {
        String account = deed.who().account();
        JsonArray msgs = deed.fields().getJsonArray("msgs");
        msgs.forEach(
                id -> askedBy.computeIfAbsent((String) id, k -> new HashSet<>()).add(account));
        if (deed.isOk()) {
            Reading.list(deed.ok(), "reads", reads -> reads.getString("idServer"))
                    .forEach(id ->
                            grantedTo.computeIfAbsent(id, k -> new HashSet<>()).add(account));
        }
    }

    private void check(Deed deed) {
        Conversation team = new Conversation(Scene.TEAM, deed.fields().getString("teamId"));
        Map<String, JsonObject> told = new HashMap<>();
        Reading.list(deed.ok(), "reads", reads -> reads).forEach(reads -> told.put(reads.getString("idServer"), reads));
        List<?> asked = deed.fields().getJsonArray("msgs").getList();
        for (Message message : truth.oracle().messages(team)) {
            if (asked.contains(message.idServer()) && !truth.oracle().isRecalled(message)) {
                check(deed, message, told.get(message.idServer()));
            }
        }
    }

    private void check(Deed deed, Message message, @Nullable JsonObject reads) {
        if (reads == null) {
            add("nothing is told of it", deed, message);
            return;
        }
        Set<String> audience = new HashSet<>(reading.accounts());
        audience.removeIf(account ->
                account.equals(message.from()) || !truth.oracle().stays().sees(account, message));
        Set<String> may = new HashSet<>(askedBy.getOrDefault(message.idServer(), Set.of()));
        may.retainAll(audience);
        Set<String> must = new HashSet<>(grantedTo.getOrDefault(message.idServer(), Set.of()));
        long read = reads.getLong("read");
        if (read < must.size() || read > may.size() || read + reads.getLong("unread") != audience.size()) {
            add(reads.encode() + ", read by " + must + " and at most by " + may + " of " + audience, deed, message);
        }
    }

    private void add(String what, Deed deed, Message message) {
        breaches.add(
                "C2 readers and non-readers are the members at the time it was sent, less the sender",
                Truth.spell(message) + ": " + what,
                deed.who(),
                deed.answered());
    }
}
