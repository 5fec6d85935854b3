package io.posthouse.it.history;

import io.posthouse.it.history.Oracle.Mark;
import io.posthouse.model.Conversation;
import io.posthouse.model.Entry;
import io.posthouse.model.Event;
import io.posthouse.model.Message;
import io.posthouse.model.Recalled;
import io.posthouse.model.SessionState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A login, and whether what the device was told is what the rules say (C1, C3, D3 to D7, R3, R4). */
final class Login {
    private final World world;
    private final Caps caps;
    private final Set<String> known = new HashSet<>();
    private final Map<String, Set<Conversation>> firstTold = new HashMap<>();
    private final Map<Device, Map<String, String>> lastSessions = new HashMap<>();

    Login(World world, Caps caps) {
        this.world = world;
        this.caps = caps;
    }

    /**
     * What the gateway under test is configured to cut.
     *
     * @param offline newest offline messages of a session, and roaming ones of a device that is known
     * @param roaming newest messages of a session for a new device
     * @param sessions of a new device
     */
    record Caps(int offline, int roaming, int sessions) {}

    void login(Device device, boolean forget) {
        if (forget) {
            device.forget();
        }
        long since = device.since();
        long changesBefore = device.changes();
        world.note(device + " logs in" + (since == 0 ? "" : " and resumes"));
        Told told = world.gate().login(device, since, changesBefore);
        device.cameOnline();
        boolean isNew = known.add(device.toString());
        World.same("D4 whether the device was never seen before", isNew, told.newDevice());
        if (isNew) {
            startNewDevice(device, told);
        }
        told.due().forEach((conversation, due) -> note(device, conversation, due));
        checkDue(device, told);
        device.synced(told);
        told.sessions().forEach((conversation, state) -> checkHighSeq(device, conversation, state.highSeq()));
        checkSessions(device, since);
        checkChanges(device, changesBefore, told);
    }

    private void note(Device device, Conversation conversation, Told.Due due) {
        world.note("  " + device + " is told of " + World.name(conversation) + " offline " + World.seqs(due.offline())
                + " roaming " + World.seqs(due.roaming()) + " recalls " + World.seqs(due.recalls())
                + (due.cutBefore() > 0 ? " cut before #" + due.cutBefore() : ""));
        due.offline().forEach(m -> device.received(conversation, m.time()));
        due.roaming().forEach(m -> device.received(conversation, m.time()));
        due.recalls().forEach(r -> device.received(conversation, r.time()));
    }

    /** D4: a new device gets the newest of the latest sessions; the others start with its first login. */
    private void startNewDevice(Device device, Told told) {
        List<SessionState> latest = told.sessions().values().stream()
                .sorted((a, b) -> Long.compare(b.changedAt(), a.changedAt()))
                .toList();
        Set<Conversation> first = new HashSet<>();
        latest.stream().limit(caps.sessions()).forEach(state -> first.add(state.conversation()));
        for (Conversation conversation : world.conversationsOf(device.account())) {
            if (!first.contains(conversation)) {
                String owner = device.account() + "/" + device.id();
                world.oracle().mark(Mark.ACKNOWLEDGED_BY_DEVICE, owner, conversation, told.syncTime());
            }
        }
        firstTold.put(device.toString(), first);
    }

    private void checkDue(Device device, Told told) {
        for (Conversation conversation : world.conversationsOf(device.account())) {
            Told.Due due = told.due().getOrDefault(conversation, Told.Due.NOTHING);
            List<Message> offline = world.oracle().offline(device.account(), conversation);
            List<Message> roaming = world.oracle().roaming(device.account(), device.id(), conversation).stream()
                    .filter(m -> !isOptional(device, m)
                            || m.seq() < due.cutBefore()
                            || due.roaming().contains(m))
                    .toList();
            List<Recalled> recalls = world.oracle().recalls(device.account(), device.id(), conversation);
            List<Message> cut = new ArrayList<>();
            String where = " of " + World.name(conversation) + " for " + device;
            List<Message> offlineKept = newest(offline, caps.offline(), cut);
            int roamingMax = isStarting(device, conversation) ? caps.roaming() : caps.offline();
            List<Message> roamingKept = newest(roaming, roamingMax, cut);
            World.same("D3, D8, R4, S5 offline" + where, World.seqs(offlineKept), World.seqs(due.offline()));
            World.same("D4, D8, R4, S6 roaming" + where, World.seqs(roamingKept), World.seqs(due.roaming()));
            World.same("D3 offline messages are as they were sent", offlineKept, due.offline());
            World.same("D4 roaming messages are as they were sent", roamingKept, due.roaming());
            World.same("R3 recalls" + where, recallsAfter(cut, recalls), recallsAfter(cut, due.recalls()));
            long cutBefore = cut.stream().mapToLong(m -> m.seq() + 1).max().orElse(0);
            World.same("D6 where it was cut" + where, cutBefore, due.cutBefore());
        }
        Set<Conversation> strangers = new HashSet<>(told.due().keySet());
        strangers.removeAll(world.conversationsOf(device.account()));
        World.same("S5 nobody hears of other people's conversations", Set.of(), strangers);
    }

    /**
     * What wants no offline copy and had reached nobody when this device came is not told then. If another device
     * acknowledges it later, it may come, or be taken for acknowledged with everything else of that time.
     */
    private static boolean isOptional(Device device, Message message) {
        return !message.draft().setting().needOffline() && message.time() <= device.acknowledgedAllUpTo();
    }

    /** The cap for a new device holds until it has acknowledged something of the conversation. */
    private boolean isStarting(Device device, Conversation conversation) {
        return firstTold.getOrDefault(device.toString(), Set.of()).contains(conversation)
                && world.oracle()
                                .markOf(Mark.ACKNOWLEDGED_BY_DEVICE, device.account() + "/" + device.id(), conversation)
                        == 0;
    }

    private static List<Message> newest(List<Message> all, int max, List<Message> cut) {
        int from = Math.max(0, all.size() - max);
        cut.addAll(all.subList(0, from));
        return all.subList(from, all.size());
    }

    /** A recall of something that was cut away need not be told. */
    private static String recallsAfter(List<Message> cut, List<Recalled> recalls) {
        long cutTime = cut.stream().mapToLong(Message::time).max().orElse(0);
        return World.seqs(recalls.stream().filter(r -> r.time() > cutTime).toList());
    }

    /**
     * C1, C3, D7: the client's sessions, as all syncs together have made them, are the oracle's. A session that is not
     * among the latest ones of a login without state is told once it changes.
     */
    private void checkSessions(Device device, long since) {
        Map<String, String> wanted = new TreeMap<>();
        for (Conversation conversation : world.conversationsOf(device.account())) {
            if (world.oracle().isSession(device.account(), conversation)) {
                wanted.put(World.name(conversation), expectedSession(device.account(), conversation));
            }
        }
        Map<String, String> got = new TreeMap<>();
        device.sessions().forEach((conversation, state) -> got.put(World.name(conversation), spell(state)));
        if (since == 0 && got.size() < Math.min(caps.sessions(), wanted.size())) {
            throw new Violation("D7 the latest sessions of " + device, got + " of " + wanted);
        }
        Map<String, String> before = since == 0 ? wanted : lastSessions.getOrDefault(device, Map.of());
        Map<String, String> told = new TreeMap<>(wanted);
        told.keySet().removeIf(name -> !got.containsKey(name) && Objects.equals(wanted.get(name), before.get(name)));
        World.same("C1, C3, D7 sessions of " + device, told, got);
        lastSessions.put(device, wanted);
    }

    /** The log's end, or before what was refused to this account's eyes: that is no change for it. */
    private void checkHighSeq(Device device, Conversation conversation, long highSeq) {
        List<Entry> log = world.oracle().log(conversation);
        long seen = log.stream()
                .filter(e -> world.oracle().stays().sees(device.account(), e))
                .filter(e ->
                        !(e instanceof Message m) || !m.refused() || m.from().equals(device.account()))
                .mapToLong(Entry::seq)
                .max()
                .orElse(0);
        if (highSeq < seen || highSeq > log.size()) {
            throw new Violation("D2 the high seq of " + device, highSeq + ", log ends at " + log.size());
        }
    }

    private String expectedSession(String account, Conversation conversation) {
        Oracle oracle = world.oracle();
        List<Message> history = oracle.history(account, conversation);
        String peer = conversation.targetOf(account);
        return "unread " + oracle.unread(account, conversation)
                + " read " + oracle.markOf(Mark.READ, account, conversation)
                + " receipt " + oracle.markOf(Mark.RECEIPT, account, conversation)
                + " peer's " + oracle.markOf(Mark.RECEIPT, peer, conversation)
                + " last "
                + (history.isEmpty()
                        ? "none"
                        : "#" + history.get(history.size() - 1).seq());
    }

    private static String spell(SessionState state) {
        Message last = state.last();
        return "unread " + state.unread() + " read " + state.readTime() + " receipt "
                + state.receiptTime() + " peer's " + state.peerReceiptTime() + " last "
                + (last == null ? "none" : "#" + last.seq());
    }

    /** A3: what happened to the account meanwhile, without gaps. */
    private void checkChanges(Device device, long before, Told told) {
        int number = world.oracle().changeNumber(device.account());
        World.same("A3 the last account change", (long) number, told.changeNumber());
        if (before > 0) {
            List<Long> wanted = new ArrayList<>();
            for (long n = before + 1; n <= number; n++) {
                wanted.add(n);
            }
            World.same(
                    "A3 account changes since the last login",
                    wanted,
                    told.changes().stream().map(Event.AccountChanged::number).toList());
        }
        Optional<List<String>> black = told.black().stream().findFirst();
        black.ifPresent(list -> World.same(
                "A3 the black list", new HashSet<>(world.oracle().blackOf(device.account())), new HashSet<>(list)));
    }
}
