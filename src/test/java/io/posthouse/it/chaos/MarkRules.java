package io.posthouse.it.chaos;

import io.posthouse.it.history.Oracle.Mark;
import io.posthouse.model.Conversation;
import io.posthouse.model.Message;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** C1 to C3: receipts and read marks never move back, and what is unread follows from them. */
final class MarkRules {
    private static final String MOVES_BACK = "C1 a receipt never moves back";

    private final Reading reading;
    private final Truth truth;
    private final Breaches breaches;

    MarkRules(Reading reading, Truth truth, Breaches breaches) {
        this.reading = reading;
        this.truth = truth;
        this.breaches = breaches;
    }

    void check() {
        Map<String, List<Said>> marks = new LinkedHashMap<>();
        Stream.concat(receipts(), reads()).forEach(mark -> marks.computeIfAbsent(mark.key(), k -> new ArrayList<>())
                .add(mark));
        marks.values().forEach(this::checkRising);
        reading.visits().forEach(visit -> {
            checkTold(visit);
            if (visit.isExact()) {
                visit.states().stream()
                        .filter(state -> state.note().frame().getString("on").equals("sessions"))
                        .forEach(state -> checkState(visit, state, marks));
            }
        });
        new TeamReads(reading, truth, breaches).check();
    }

    /**
     * A receipt, or a read mark, that was said.
     *
     * @param upTo what was asked for
     * @param isAt what the answer said; 0 for none
     */
    private record Said(String key, Deed deed, long upTo, long isAt) {}

    private static String receiptOf(String account, Conversation conversation) {
        return "receipt " + account + " " + conversation.key();
    }

    private static String readOf(String account, Conversation conversation) {
        return "read " + account + " " + conversation.key();
    }

    private Stream<Said> receipts() {
        return reading.deeds("receipt").map(deed -> {
            String account = deed.who().account();
            Conversation conversation = Reading.conversation(account, deed.fields());
            long isAt = deed.isOk() ? deed.ok().getLong("time") : 0;
            return new Said(
                    receiptOf(account, conversation), deed, deed.fields().getLong("time"), isAt);
        });
    }

    private Stream<Said> reads() {
        return reading.deeds("read")
                .flatMap(deed -> deed.fields().getJsonObject("marks").stream().map(mark -> {
                    String account = deed.who().account();
                    Conversation conversation = Reading.conversation(account, mark.getKey());
                    long isAt = deed.isOk()
                            ? deed.ok()
                                    .getJsonArray("sessions")
                                    .getJsonObject(0)
                                    .getLong("readTime")
                            : 0;
                    return new Said(readOf(account, conversation), deed, ((Number) mark.getValue()).longValue(), isAt);
                }));
    }

    /** What was answered before another was asked for holds for that one too. */
    private void checkRising(List<Said> marks) {
        for (Said later : marks) {
            for (Said earlier : marks) {
                if (later.deed.isOk() && earlier.isAt > later.isAt && earlier.deed.isBefore(later.deed)) {
                    String rule = later.key.startsWith("receipt") ? MOVES_BACK : "C3 a read mark never moves back";
                    String what = later.key + " was at " + earlier.isAt + " and is at " + later.isAt;
                    breaches.add(rule, what, later.deed.who(), later.deed.answered());
                    return;
                }
            }
        }
    }

    /** On one connection nobody is told a lower one than before. */
    private void checkTold(Visit visit) {
        Map<String, Long> told = new HashMap<>();
        String account = visit.who().account();
        for (Note note : visit.who().notes()) {
            JsonObject frame = note.frame();
            if (note.line() != visit.opened().line() || note.kind() != Note.Kind.HEARD) {
                continue;
            }
            if (frame.getString("on", "").equals("receipt")) {
                Conversation conversation = Reading.conversation(account, frame.getString("sessionId"));
                tell(visit, note, told, receiptOf(frame.getString("from"), conversation), frame.getLong("time"));
            }
        }
    }

    private void tell(Visit visit, Note note, Map<String, Long> told, String key, long time) {
        long before = told.merge(key, time, Math::max);
        if (before > time) {
            breaches.add(MOVES_BACK, key + " was told at " + before + " and then at " + time, visit.who(), note);
        }
    }

    private void checkState(Visit visit, Visit.State state, Map<String, List<Said>> marks) {
        String account = visit.who().account();
        JsonObject session = state.session();
        Conversation conversation = Reading.conversation(account, session.getString("sessionId"));
        long readTime = session.getLong("readTime");
        checkBounds("C3 the read mark", readOf(account, conversation), readTime, visit, state, marks);
        if (!conversation.isTeam() && !conversation.targetOf(account).equals(account)) {
            String own = receiptOf(account, conversation);
            String peers = receiptOf(conversation.targetOf(account), conversation);
            checkBounds("C1 the own receipt", own, session.getLong("receiptTime"), visit, state, marks);
            checkBounds("C1 the peer's receipt", peers, session.getLong("peerReceiptTime"), visit, state, marks);
        }
        truth.oracle().mark(Mark.READ, account, conversation, readTime);
        long unread = truth.oracle().unread(account, conversation);
        if (session.getLong("unread") != unread) {
            String what = conversation.key() + " has " + session.getLong("unread") + " unread and should have " + unread
                    + " after " + readTime + " of " + log(conversation);
            breaches.add(
                    "C3 unread is derived: high seq, read mark, own and recalled messages",
                    what,
                    visit.who(),
                    state.note());
        }
    }

    private String log(Conversation conversation) {
        return truth.oracle().messages(conversation).stream()
                .map(m -> "#" + m.seq() + "@" + m.time() + " of " + m.from() + (isGone(m) ? " recalled" : ""))
                .toList()
                .toString();
    }

    private boolean isGone(Message message) {
        return truth.oracle().isRecalled(message);
    }

    /** At least what was answered, at most what was asked for. */
    private void checkBounds(
            String what, String key, long is, Visit visit, Visit.State state, Map<String, List<Said>> marks) {
        List<Said> said = marks.getOrDefault(key, List.of());
        long least = said.stream().mapToLong(Said::isAt).max().orElse(0);
        long most = said.stream().mapToLong(Said::upTo).max().orElse(0);
        if (is < least || is > most) {
            breaches.add(
                    what + " is what was said and does not move back",
                    key + " is at " + is + " and should be from " + least + " to " + most,
                    visit.who(),
                    state.note());
        }
    }
}
