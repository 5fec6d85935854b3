package io.posthouse.protocol.nim;

import io.posthouse.model.Answer;
import io.posthouse.model.Entry;
import io.posthouse.model.Event;
import io.posthouse.model.Event.Change;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Recalled;
import io.posthouse.model.Scene;
import io.posthouse.model.SessionState;
import io.posthouse.model.SessionSync;
import io.posthouse.model.SysMsg;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns one page of a sync into packets. Session acks and receipts come before the messages they are about, for clients compute a
 * message's status when it arrives; the messages and recalls of a session come in the order of its log.
 */
final class SyncPackets {
    /** Characters of one packet, roughly; one message more may go over it. */
    private static final int WEIGHT_MAX = 64 * 1024;

    private static final int OFFLINE = 1;
    private static final int ROAMING = 2;

    private final Desk desk;
    private final String account;
    private final Version version;
    private final List<String> packets = new ArrayList<>();

    SyncPackets(Desk desk) {
        this.desk = desk;
        this.account = desk.account();
        this.version = desk.version();
    }

    /** What is told is noted as told, in the order it is told. */
    List<String> write(Answer.SyncPage page) {
        if (page.relations() != null && version.takesRelations()) {
            push("3_8", Cards.relations(page.relations()), page.syncTime());
        }
        changes(page.changes());
        desk.deliveries().changesTold(page.changeNumber());
        List<SessionState> states =
                page.sessions().stream().map(SessionSync::state).toList();
        acks(states, page.syncTime());
        if (!version.forgetsReceipts()) {
            receipts(states, page.syncTime());
        }
        page.sessions().forEach(session -> news(session, page.syncTime()));
        if (version.forgetsReceipts()) {
            receipts(states, page.syncTime());
        }
        return packets;
    }

    /** What a session's read mark and receipts are by now. */
    static List<String> state(SessionState state, String account) {
        List<String> packets = new ArrayList<>();
        if (state.readTime() > 0) {
            packets.add(Pushes.read(state.conversation(), state.readTime(), account));
        }
        if (state.peerReceiptTime() > 0) {
            packets.add(Packets.push("7_12", List.of(receipt(state, account))));
        }
        return packets;
    }

    private static Property receipt(SessionState state, String account) {
        return new Property(Tables.RECEIPT)
                .put("to", account)
                .put("from", state.conversation().targetOf(account))
                .put("time", state.peerReceiptTime());
    }

    private void push(String id, Object... values) {
        packets.add(Packets.push(id, List.of(values)));
    }

    private void changes(List<Event.AccountChanged> changes) {
        List<Property> notices = new ArrayList<>();
        List<Property> ofSuperTeams = new ArrayList<>();
        List<Property> cleared = new ArrayList<>();
        List<Property> signals = new ArrayList<>();
        for (Event.AccountChanged changed : changes) {
            if (changed.change() instanceof Change.TeamNotified notified) {
                boolean isSuper = Teams.isSuper(notified.team().id());
                (isSuper ? ofSuperTeams : notices).add(Systems.notice(notified, changed.number()));
            } else if (changed.change() instanceof Change.FriendNotified notified
                    && !notified.from().equals(account)) {
                notices.add(Friends.notice(notified, changed.number()));
            } else if (changed.change() instanceof Change.SysMsgReceived received) {
                notices.add(Systems.custom(received.sysMsg(), Long.toString(changed.number())));
            } else if (changed.change() instanceof Change.SignalReceived received) {
                signals.add(Channels.property(received.signal(), Long.toString(changed.number())));
            } else if (changed.change() instanceof Change.HistoryCleared clear) {
                cleared.add(Pushes.cleared(clear, account));
            } else if (!(changed.change() instanceof Change.CardChanged)) {
                String packet = Pushes.change(changed, account);
                if (packet != null) {
                    packets.add(packet);
                }
            }
        }
        some("4_6", notices);
        some("4_18", ofSuperTeams);
        some("4_24", cleared);
        some("15_13", signals);
    }

    private void some(String id, List<Property> properties) {
        if (!properties.isEmpty()) {
            push(id, properties);
        }
    }

    private void acks(List<SessionState> states, long time) {
        Map<String, Long> ofP2p = readTimes(states, Scene.P2P);
        Map<String, Long> ofTeams = readTimes(states, Scene.TEAM);
        Map<String, Long> ofSuperTeams = readTimes(states, Scene.SUPER_TEAM);
        if (!ofP2p.isEmpty() || !ofTeams.isEmpty()) {
            push("4_14", ofP2p, Map.of("m_map", ofTeams), time);
        }
        if (!ofSuperTeams.isEmpty()) {
            push("4_20", Map.of("m_map", ofSuperTeams), time);
        }
    }

    private Map<String, Long> readTimes(List<SessionState> states, Scene scene) {
        Map<String, Long> times = new LinkedHashMap<>();
        for (SessionState state : states) {
            if (state.conversation().scene() == scene && state.readTime() > 0) {
                times.put(state.conversation().targetOf(account), state.readTime());
            }
        }
        return times;
    }

    private void receipts(List<SessionState> states, long time) {
        List<Property> receipts = states.stream()
                .filter(state -> state.peerReceiptTime() > 0)
                .map(state -> receipt(state, account))
                .toList();
        if (!receipts.isEmpty()) {
            push("4_12", receipts, time);
        }
    }

    private void news(SessionSync session, long time) {
        List<News> all = new ArrayList<>();
        session.offline().forEach(message -> all.add(new News(kindOf(message, Kind.OFFLINE), message)));
        session.roaming().forEach(message -> all.add(new News(kindOf(message, Kind.ROAMING), message)));
        session.recalls().forEach(recalled -> all.add(new News(Kind.RECALL, recalled)));
        session.sysMsgs().forEach(sysMsg -> all.add(new News(Kind.SYS_MSG, sysMsg)));
        all.sort(Comparator.comparingLong(news -> news.entry().seq()));
        int from = 0;
        int weight = 0;
        for (int i = 0; i < all.size(); i++) {
            int own = weight(all.get(i).entry());
            weight += own;
            if (i > from && (all.get(i).kind() != all.get(from).kind() || weight > WEIGHT_MAX)) {
                run(all.subList(from, i), time);
                from = i;
                weight = own;
            }
        }
        if (!all.isEmpty()) {
            run(all.subList(from, all.size()), time);
        }
        if (session.cutBefore() > 0 && desk.isNewCut(session.state().conversation())) {
            all.stream()
                    .map(News::entry)
                    .filter(Message.class::isInstance)
                    .map(Message.class::cast)
                    .findFirst()
                    .ifPresent(oldest -> push("4_22", List.of(more(oldest))));
        }
    }

    /** What happened to a team after its list was told: only what comes as it happens changes what a client makes of a team. */
    private Kind kindOf(Message message, Kind otherwise) {
        boolean isNew = message.draft().type() == MessageType.NOTIFICATION && message.time() > desk.teamsToldUpTo();
        return isNew ? Kind.LIVE : otherwise;
    }

    /** Neighbours of one kind share a packet. */
    private void run(List<News> run, long time) {
        switch (run.get(0).kind()) {
            case OFFLINE -> push("4_4", run.stream().map(News::message).toList());
            case ROAMING -> roaming(run);
            case RECALL -> recalls(run, time);
            case SYS_MSG -> sysMsgs(run);
            case LIVE ->
                run.forEach(news -> {
                    packets.add(Pushes.entry(news.entry(), news.entry().from().equals(account)));
                    desk.newTeams().pushed(news.entry());
                });
        }
        run.forEach(news -> desk.deliveries().told(news.entry(), account, news.kind() == Kind.ROAMING));
    }

    /** Newest first: the client takes the first one's time for that of the session. */
    private void roaming(List<News> run) {
        List<Property> newestFirst = new ArrayList<>();
        for (int i = run.size() - 1; i >= 0; i--) {
            if (run.get(i).entry() instanceof Message message && !desk.isKnown(message)) {
                newestFirst.add(Messages.property(message));
            }
        }
        if (newestFirst.isEmpty()) {
            return;
        }
        boolean isSuper = run.get(0).entry().conversation().scene() == Scene.SUPER_TEAM;
        push(isSuper ? "4_17" : "4_9", newestFirst);
    }

    private void recalls(List<News> run, long time) {
        List<Property> ofOthers = new ArrayList<>();
        List<Property> own = new ArrayList<>();
        for (News news : run) {
            boolean isOwn = news.entry().from().equals(account);
            (isOwn ? own : ofOthers).add(Systems.recall((Recalled) news.entry()));
        }
        if (!ofOthers.isEmpty()) {
            push("4_19", ofOthers, time, OFFLINE);
        }
        if (!own.isEmpty()) {
            push("4_19", own, time, ROAMING);
        }
    }

    private void sysMsgs(List<News> run) {
        boolean isSuper = run.get(0).entry().conversation().scene() == Scene.SUPER_TEAM;
        List<Property> kept = run.stream()
                .map(News::entry)
                .map(SysMsg.class::cast)
                .map(sysMsg -> Systems.custom(sysMsg, sysMsg.idServer()))
                .toList();
        push(isSuper ? "4_18" : "4_6", kept);
    }

    /** From here on downwards there is more that may be read as history (D6). */
    private static Property more(Message oldest) {
        return new Property(Tables.MORE)
                .put("scene", Kinds.of(oldest.draft().scene()))
                .put("to", oldest.draft().to())
                .put("from", oldest.from())
                .put("time", oldest.time())
                .put("idServer", oldest.idServer());
    }

    private static int weight(Entry entry) {
        if (entry instanceof Message message) {
            return 512
                    + lengthOf(message.draft().body())
                    + lengthOf(message.draft().attach())
                    + lengthOf(message.draft().ext());
        }
        if (entry instanceof SysMsg sysMsg) {
            return 512 + lengthOf(sysMsg.attach()) + lengthOf(sysMsg.ext()) + lengthOf(sysMsg.pushInfo());
        }
        return 512 + lengthOf(((Recalled) entry).ps()) + lengthOf(((Recalled) entry).attach());
    }

    private static int lengthOf(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private enum Kind {
        OFFLINE,
        ROAMING,
        RECALL,
        LIVE,
        SYS_MSG
    }

    private record News(Kind kind, Entry entry) {
        Property message() {
            return Messages.property((Message) entry);
        }
    }
}
