package io.posthouse.it.chaos;

import io.posthouse.it.history.Oracle;
import io.posthouse.it.history.Violation;
import io.posthouse.it.history.Wire;
import io.posthouse.model.Conversation;
import io.posthouse.model.Entry;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Recalled;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The conversations' logs, put together from all that anybody was told, and the oracle that was told them in their order. What two
 * devices were told of one entry must agree, and nobody may have been told of an entry after one that nobody knows (S2, S3).
 */
final class Truth {
    private final Breaches breaches;
    private final Oracle oracle = new Oracle();
    private final Map<Conversation, NavigableMap<Long, Seen>> logs =
            new TreeMap<>(Comparator.comparing(Conversation::key));

    /** An entry, and where it was first told of. */
    private record Seen(Entry entry, Diary who, Note note) {}

    Truth(Reading reading, Breaches breaches) {
        this.breaches = breaches;
        reading.visits().flatMap(visit -> visit.tellings().stream()).forEach(t -> see(t.entry(), t.who(), t.note()));
        reading.visits().forEach(visit -> visit.states().forEach(state -> {
            JsonObject last = state.session().getJsonObject("lastMsg");
            if (last != null) {
                see(Wire.message(last), visit.who(), state.note());
            }
        }));
        reading.deeds().stream().filter(Deed::isOk).forEach(deed -> answered(deed)
                .forEach(entry -> see(entry, deed.who(), deed.answered())));
        logs.forEach((conversation, log) -> append(log));
    }

    Oracle oracle() {
        return oracle;
    }

    /** All in which something was said. */
    List<Conversation> conversations() {
        return List.copyOf(logs.keySet());
    }

    /** The two of a one-to-one conversation, and whoever was in the team. */
    boolean concerns(String account, Conversation conversation) {
        return conversation.isTeam() ? oracle.stays().wasIn(conversation, account) : conversation.isBetween(account);
    }

    List<Recalled> recalls() {
        List<Recalled> all = new ArrayList<>();
        logs.keySet().forEach(conversation -> oracle.log(conversation).stream()
                .filter(Recalled.class::isInstance)
                .forEach(entry -> all.add((Recalled) entry)));
        return all;
    }

    /** What the answer of a send, a recall or a look into the history says was stored. */
    static Stream<Entry> answered(Deed deed) {
        return switch (deed.verb()) {
            case "send" -> Stream.of(Wire.message(deed.ok().getJsonObject("msg")));
            case "recall" -> Stream.of(Wire.recalled(deed.ok().getJsonObject("recall")));
            case "history" -> Reading.<Entry>list(deed.ok(), "msgs", Wire::message).stream();
            default -> Stream.of();
        };
    }

    private void see(Entry entry, Diary who, Note note) {
        NavigableMap<Long, Seen> log = logs.computeIfAbsent(entry.conversation(), first -> new TreeMap<>());
        Seen fresh = new Seen(entry, who, note);
        Seen before = log.get(entry.seq());
        if (before == null || note.atNanos() < before.note().atNanos()) {
            log.put(entry.seq(), fresh);
        }
        if (before != null && !isSame(before.entry(), entry)) {
            breaches.add(
                    "S3 a conversation has one order, and S2 one message for an idClient",
                    spell(entry) + " is elsewhere " + spell(before.entry()),
                    who,
                    note);
        }
    }

    private static boolean isSame(Entry one, Entry other) {
        if (one instanceof Message a && other instanceof Message b) {
            return a.idServer().equals(b.idServer())
                    && a.time() == b.time()
                    && a.from().equals(b.from())
                    && a.draft().idClient().equals(b.draft().idClient())
                    && a.draft().type() == b.draft().type()
                    && Objects.equals(a.draft().body(), b.draft().body())
                    && (a.draft().type() == MessageType.NOTIFICATION
                            || Objects.equals(a.draft().attach(), b.draft().attach()));
        }
        return one instanceof Recalled a
                && other instanceof Recalled b
                && a.time() == b.time()
                && a.messageSeq() == b.messageSeq()
                && a.from().equals(b.from());
    }

    /** As far as there is no hole: behind one the oracle would say nothing that is sure. */
    private void append(NavigableMap<Long, Seen> log) {
        for (Seen seen : log.values()) {
            Entry entry = seen.entry();
            if (entry instanceof Recalled recalled && !takesBack(recalled, seen)) {
                return;
            }
            try {
                oracle.append(entry);
            } catch (Violation wrong) {
                breaches.add(
                        "S3 seq is 1, 2, 3 … without gaps and time rises, D2 nothing is lost",
                        entry.conversation().key() + " " + wrong.getMessage(),
                        seen.who(),
                        seen.note());
                return;
            }
            if (entry instanceof Message message && entry.conversation().isTeam()) {
                said(message, seen);
            }
        }
    }

    private boolean takesBack(Recalled recalled, Seen seen) {
        List<Entry> before = oracle.log(recalled.conversation());
        int index = (int) recalled.messageSeq() - 1;
        if (index < 0 || index >= before.size() || !(before.get(index) instanceof Message message)) {
            breaches.add("R2 what was never stored is not recalled", spell(recalled), seen.who(), seen.note());
            return false;
        }
        if (oracle.isRecalled(message)) {
            breaches.add(
                    "R2 what was recalled already is not recalled again", spell(recalled), seen.who(), seen.note());
        }
        return true;
    }

    /** T3, and who is in the team from here on. */
    private void said(Message message, Seen seen) {
        Conversation team = message.conversation();
        if (message.draft().type() != MessageType.NOTIFICATION) {
            if (oracle.stays().roleOf(team, message.from()) == 0) {
                breaches.add("T3 only members send", spell(message), seen.who(), seen.note());
            }
            return;
        }
        JsonObject attach =
                new JsonObject(Objects.requireNonNull(message.draft().attach()));
        for (Object each : attach.getJsonObject("data").getJsonArray("accounts", new JsonArray())) {
            String account = (String) each;
            boolean isIn = oracle.stays().roleOf(team, account) != 0;
            switch (attach.getString("type")) {
                case "addTeamMembers", "passTeamApply", "acceptTeamInvite" -> {
                    boolean isOwner = message.seq() == 1 && account.equals(message.from());
                    oracle.stays().join(team, account, isOwner ? 'o' : 'n', message.time());
                    flag(isIn, "T2 nobody joins who is in", message, seen);
                }
                case "removeTeamMembers", "leaveTeam" -> {
                    flag(!isIn, "T2 nobody leaves who is not in", message, seen);
                    if (isIn) {
                        oracle.stays().leave(team, account, message.time());
                    }
                }
                default -> flag(true, "T2 nobody here does that to a team", message, seen);
            }
        }
    }

    private void flag(boolean isWrong, String rule, Message message, Seen seen) {
        if (isWrong) {
            breaches.add(rule, spell(message), seen.who(), seen.note());
        }
    }

    /** Whether anybody was told that it was, also behind a hole. */
    boolean isTakenBack(Message message) {
        return logs.getOrDefault(message.conversation(), new TreeMap<>()).values().stream()
                .anyMatch(seen -> seen.entry() instanceof Recalled recalled
                        && recalled.idServer().equals(message.idServer()));
    }

    /** When anybody was first told of an entry: then at the latest it was stored. */
    long knownAtNanos(Entry entry) {
        NavigableMap<Long, Seen> log = logs.get(entry.conversation());
        Seen seen = log == null ? null : log.get(entry.seq());
        return seen == null ? Long.MAX_VALUE : seen.note().atNanos();
    }

    static String spell(Entry entry) {
        String where = entry.conversation().key() + " #" + entry.seq() + " at " + entry.time();
        if (entry instanceof Recalled recalled) {
            return where + " takes back #" + recalled.messageSeq();
        }
        Message message = (Message) entry;
        return where + " " + message.from() + "'s " + message.draft().idClient() + " idServer " + message.idServer()
                + (message.refused() ? " refused" : "");
    }
}
