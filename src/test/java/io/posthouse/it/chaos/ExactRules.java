package io.posthouse.it.chaos;

import io.posthouse.it.history.Oracle.Mark;
import io.posthouse.model.Conversation;
import io.posthouse.model.Entry;
import io.posthouse.model.Message;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * D3 to D5, D7, and S1 in the history: when all is quiet and every acknowledgement is stored, a login tells exactly what the oracle
 * says of what was acknowledged, and the history is the oracle's.
 */
final class ExactRules {
    private final Reading reading;
    private final Truth truth;
    private final Breaches breaches;

    ExactRules(Reading reading, Truth truth, Breaches breaches) {
        this.reading = reading;
        this.truth = truth;
        this.breaches = breaches;
    }

    void check() {
        reading.diaries().forEach(this::noteAcknowledgements);
        reading.visits().filter(Visit::isExact).forEach(visit -> {
            checkDue(visit);
            checkSessions(visit);
            histories(visit).forEach((conversation, pages) -> checkHistory(visit, conversation, pages));
        });
    }

    private void noteAcknowledgements(Diary diary) {
        for (Note note : diary.notes()) {
            boolean isAck = note.kind() == Note.Kind.SAID
                    && note.frame().getString("do").equals("ack");
            JsonObject marks = isAck ? note.frame().getJsonObject("marks") : new JsonObject();
            marks.forEach(mark -> {
                Conversation conversation = Reading.conversation(diary.account(), mark.getKey());
                long time = ((Number) mark.getValue()).longValue();
                truth.oracle().mark(Mark.ACKNOWLEDGED, diary.account(), conversation, time);
                truth.oracle().mark(Mark.ACKNOWLEDGED_BY_DEVICE, diary.name(), conversation, time);
            });
        }
    }

    private void checkDue(Visit visit) {
        String account = visit.who().account();
        String device = visit.who().device();
        for (Conversation conversation : truth.conversations()) {
            if (!truth.concerns(account, conversation)) {
                continue;
            }
            same(
                    "D3, D5 offline: from others, not acknowledged by any device",
                    visit,
                    conversation,
                    Visit.Via.OFFLINE,
                    truth.oracle().offline(account, conversation));
            same(
                    "D4, D5 roaming: not acknowledged by this device, but by another",
                    visit,
                    conversation,
                    Visit.Via.ROAMING,
                    truth.oracle().roaming(account, device, conversation));
            same(
                    "R3, D5 recalls that this device has not acknowledged",
                    visit,
                    conversation,
                    Visit.Via.RECALL,
                    truth.oracle().recalls(account, device, conversation));
        }
    }

    private void same(
            String rule, Visit visit, Conversation conversation, Visit.Via via, List<? extends Entry> wanted) {
        List<Entry> told = visit.tellings().stream()
                .filter(t -> t.via() == via && t.entry().conversation().equals(conversation))
                .map(Visit.Telling::entry)
                .toList();
        if (!seqs(told).equals(seqs(wanted))) {
            String what = conversation.key() + " was told " + seqs(told) + " and should be told " + seqs(wanted);
            breaches.add(rule, what, visit.who(), visit.opened());
        }
    }

    private static String seqs(List<? extends Entry> entries) {
        return entries.stream().map(entry -> "#" + entry.seq()).collect(Collectors.joining(" ", "[", "]"));
    }

    private void checkSessions(Visit visit) {
        List<String> told = visit.states().stream()
                .map(state -> state.session().getString("sessionId"))
                .toList();
        for (Conversation conversation : truth.conversations()) {
            String account = visit.who().account();
            boolean isSession = truth.concerns(account, conversation)
                    && !truth.oracle().history(account, conversation).isEmpty();
            if (isSession && !told.contains(conversation.sessionIdOf(account))) {
                breaches.add(
                        "D7 a login tells the sessions",
                        conversation.key() + " is missing",
                        visit.who(),
                        visit.opened());
            }
        }
    }

    /** The pages that were read on this connection, put together. */
    private Map<Conversation, List<Deed>> histories(Visit visit) {
        Map<Conversation, List<Deed>> pages = new HashMap<>();
        reading.deeds("history")
                .filter(deed -> deed.who() == visit.who()
                        && deed.said().line() == visit.opened().line()
                        && deed.isOk())
                .forEach(deed -> pages.computeIfAbsent(
                                Reading.conversation(visit.who().account(), deed.fields()), c -> new ArrayList<>())
                        .add(deed));
        return pages;
    }

    private void checkHistory(Visit visit, Conversation conversation, List<Deed> pages) {
        String account = visit.who().account();
        List<Entry> got = pages.stream().flatMap(Truth::answered).toList();
        List<Message> wanted = truth.oracle().history(account, conversation);
        Deed last = pages.get(pages.size() - 1);
        checkKept(account, conversation, got);
        if (!seqs(got).equals(seqs(wanted))) {
            String what = conversation.key() + " is " + seqs(got) + " and should be " + seqs(wanted);
            breaches.add("A4, R4, S2, S5, T3 the history", what, visit.who(), last.answered());
        }
    }

    /** S1, whatever else is wrong with the log. */
    private void checkKept(String account, Conversation conversation, List<Entry> got) {
        Set<String> kept =
                got.stream().map(entry -> ((Message) entry).idServer()).collect(Collectors.toSet());
        reading.deeds("send")
                .filter(deed -> deed.isOk() && deed.who().account().equals(account))
                .forEach(deed -> Truth.answered(deed)
                        .map(Message.class::cast)
                        .filter(message -> message.conversation().equals(conversation))
                        .filter(message -> !kept.contains(message.idServer()) && !truth.isTakenBack(message))
                        .forEach(message -> breaches.add(
                                "S1 what was answered is stored", Truth.spell(message), deed.who(), deed.answered())));
    }
}
