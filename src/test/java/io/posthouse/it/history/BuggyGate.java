package io.posthouse.it.history;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Event;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Recalled;
import io.posthouse.model.SessionState;
import io.posthouse.model.TeamCommand;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A gate with one bug planted into it, to see that the histories find it. */
final class BuggyGate implements Gate {
    private static final int NOW_AND_THEN = 5;

    private final Gate gate;
    private final Bug bug;
    private final Map<String, List<Message>> messages = new HashMap<>();
    private final Map<Conversation, List<Recalled>> recalls = new HashMap<>();
    private final Map<String, List<Message>> offlineTold = new HashMap<>();
    private final List<Message> refused = new ArrayList<>();
    private final List<Message> saidInTeams = new ArrayList<>();
    private final Set<String> outOf = new HashSet<>();
    private int pushes;

    BuggyGate(Gate gate, Bug bug) {
        this.gate = gate;
        this.bug = bug;
    }

    @Override
    public void createAccount(String account) {
        gate.createAccount(account);
    }

    @Override
    public boolean repeatsStates() {
        return gate.repeatsStates();
    }

    @Override
    public void drop(Device device) {
        gate.drop(device);
    }

    @Override
    public void acknowledge(Device device, Map<Conversation, Long> marks, long syncedUpTo) {
        gate.acknowledge(device, marks, syncedUpTo);
    }

    @Override
    public List<Object> askTogether(List<Device> devices, List<? extends Command.ClientCommand> commands) {
        return gate.askTogether(devices, commands);
    }

    @Override
    public Told login(Device device, long since, long changes) {
        Told told = gate.login(device, since, changes);
        return switch (bug) {
            case OFFLINE_COMES_AGAIN -> withDue(told, (c, due) -> again(device, c, due));
            case ROAMING_IS_LOST ->
                withDue(told, (c, due) -> new Told.Due(due.offline(), List.of(), due.recalls(), due.cutBefore()));
            case TWO_CHANGE_PLACES -> withDue(told, (c, due) -> swapped(due));
            case CUT_WITHOUT_A_WORD ->
                withDue(told, (c, due) -> new Told.Due(due.offline(), due.roaming(), due.recalls(), 0));
            case NOTIFICATIONS_COUNT_AS_UNREAD -> withSessions(told, BuggyGate::countNotifications);
            case RECALLED_COUNTS_AS_UNREAD -> withSessions(told, s -> countRecalled(device.account(), s));
            default -> told;
        };
    }

    private interface Change {
        Told.Due of(Conversation conversation, Told.Due due);
    }

    private static Told withDue(Told told, Change change) {
        Map<Conversation, Told.Due> due = new LinkedHashMap<>();
        told.due().forEach((conversation, one) -> due.put(conversation, change.of(conversation, one)));
        return new Told(
                told.newDevice(),
                told.sessions(),
                due,
                told.changes(),
                told.black(),
                told.syncTime(),
                told.changeNumber());
    }

    private static Told withSessions(Told told, UnaryOperator<SessionState> change) {
        Map<Conversation, SessionState> sessions = new LinkedHashMap<>(told.sessions());
        sessions.replaceAll((conversation, state) -> change.apply(state));
        return new Told(
                told.newDevice(),
                sessions,
                told.due(),
                told.changes(),
                told.black(),
                told.syncTime(),
                told.changeNumber());
    }

    private static SessionState countNotifications(SessionState s) {
        Message last = s.last();
        boolean isCounted =
                last != null && last.draft().type() == MessageType.NOTIFICATION && last.time() > s.readTime();
        return isCounted ? withUnread(s, s.unread() + 1) : s;
    }

    private Told.Due again(Device device, Conversation conversation, Told.Due due) {
        List<Message> before = offlineTold.getOrDefault(device.account() + conversation.key(), List.of());
        List<Message> all = new ArrayList<>(before);
        due.offline().stream().filter(m -> !before.contains(m)).forEach(all::add);
        offlineTold.put(device.account() + conversation.key(), all);
        return new Told.Due(all, due.roaming(), due.recalls(), due.cutBefore());
    }

    private static Told.Due swapped(Told.Due due) {
        List<Message> offline = new ArrayList<>(due.offline());
        if (offline.size() > 1) {
            Collections.swap(offline, 0, 1);
        }
        return new Told.Due(offline, due.roaming(), due.recalls(), due.cutBefore());
    }

    private SessionState countRecalled(String account, SessionState s) {
        long more = recalls.getOrDefault(s.conversation(), List.of()).stream()
                .filter(r -> !r.messageFrom().equals(account) && r.messageTime() > s.readTime())
                .count();
        return withUnread(s, s.unread() + more);
    }

    private static SessionState withUnread(SessionState s, long unread) {
        return new SessionState(
                s.conversation(),
                s.highSeq(),
                s.highTime(),
                s.changedAt(),
                s.last(),
                unread,
                s.readTime(),
                s.receiptTime(),
                s.peerReceiptTime());
    }

    @Override
    public Answer ask(Device device, Command.ClientCommand command) {
        if (command instanceof Command.Send send) {
            return send(device, send);
        }
        Answer answer = gate.ask(device, command);
        if (command instanceof TeamCommand.LeaveTeam leave) {
            outOf.add(device.account() + " " + leave.team().key());
        }
        if (answer instanceof Answer.RecallDone done) {
            recalls.computeIfAbsent(done.recalled().conversation(), c -> new ArrayList<>())
                    .add(done.recalled());
        }
        if (bug == Bug.A_RECEIPT_MOVES_BACK && command instanceof Command.SendReceipt receipt) {
            return new Answer.ReceiptSent(receipt.conversation(), receipt.time());
        }
        if (command instanceof Command.GetHistory query && answer instanceof Answer.Messages page) {
            return historyOf(query, page);
        }
        return answer;
    }

    private Answer send(Device device, Command.Send send) {
        Draft draft = send.draft();
        boolean renamed = bug == Bug.A_RESEND_IS_STORED && draft.setting().resendFlag();
        Answer answer = gate.ask(device, renamed ? new Command.Send(withIdClient(draft)) : send);
        Message message = ((Answer.Sent) answer).message();
        messages.computeIfAbsent(message.conversation().key(), c -> new ArrayList<>())
                .add(message);
        if (message.refused()) {
            refused.add(message);
        }
        if (message.conversation().isTeam()) {
            saidInTeams.add(message);
        }
        return answer;
    }

    private static Draft withIdClient(Draft d) {
        return new Draft(
                d.scene(),
                d.to(),
                d.type(),
                d.body(),
                d.attach(),
                d.idClient() + "x",
                null,
                null,
                d.setting(),
                null,
                null,
                null,
                false);
    }

    private Answer historyOf(Command.GetHistory query, Answer.Messages page) {
        if (bug == Bug.A_RECALLED_MESSAGE_STAYS) {
            List<Message> all = new ArrayList<>(page.messages());
            recalls.getOrDefault(query.conversation(), List.of())
                    .forEach(r -> messages.getOrDefault(query.conversation().key(), List.of()).stream()
                            .filter(m -> m.seq() == r.messageSeq())
                            .forEach(all::add));
            all.sort(Comparator.comparing(
                    Message::seq, query.ascending() ? Comparator.naturalOrder() : Comparator.reverseOrder()));
            return new Answer.Messages(all, page.more());
        }
        if (bug == Bug.A_NEWCOMER_SEES_THE_PAST && query.conversation().isTeam() && !page.more()) {
            List<Message> all = new ArrayList<>(page.messages());
            saidInTeams.stream()
                    .filter(m -> m.conversation().equals(query.conversation()) && !all.contains(m))
                    .forEach(all::add);
            return new Answer.Messages(all, false);
        }
        if (bug == Bug.ACKNOWLEDGED_AND_LOST) {
            return new Answer.Messages(
                    page.messages().stream()
                            .filter(m -> m.seq() % NOW_AND_THEN != 0)
                            .toList(),
                    page.more());
        }
        return page;
    }

    @Override
    public List<Event> heard(Device device, Predicate<List<Event>> isEnough) {
        List<Event> heard = new ArrayList<>();
        if (bug == Bug.A_REFUSED_MESSAGE_ARRIVES) {
            refused.removeIf(m -> m.draft().to().equals(device.account()) && heard.add(new Event.Arrived(m, 0)));
        }
        if (bug == Bug.WHO_IS_OUT_HEARS_MORE) {
            saidInTeams.stream()
                    .filter(m -> outOf.contains(
                            device.account() + " " + m.conversation().key()))
                    .forEach(m -> heard.add(new Event.Arrived(m, 0)));
            saidInTeams.clear();
        }
        for (Event event : gate.heard(device, isEnough)) {
            boolean now = ++pushes % NOW_AND_THEN == 0;
            if (!(bug == Bug.A_PUSH_IS_LOST && now)) {
                heard.add(event);
            }
            if (bug == Bug.A_PUSH_COMES_TWICE && now) {
                heard.add(event);
            }
        }
        return heard;
    }
}
