package io.posthouse.it.history;

import io.posthouse.it.history.Oracle.Mark;
import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Entry;
import io.posthouse.model.Event;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.RelationKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What devices do with what they were told: acknowledge, read, page history, delete, clear, block. */
final class Looking {
    private final World world;

    Looking(World world) {
        this.world = world;
    }

    void acknowledge(Device device) {
        List<Conversation> known = new ArrayList<>(device.arrived().keySet());
        known.sort(Comparator.comparing(Conversation::key));
        if (known.isEmpty()) {
            return;
        }
        Conversation conversation = world.oneOf(known);
        NavigableSet<Long> times = Objects.requireNonNull(device.arrived().get(conversation));
        long time = world.chance(70) ? times.last() : world.oneOf(List.copyOf(times));
        world.note(device + " acknowledges " + World.name(conversation) + " up to " + time);
        world.oracle().mark(Mark.ACKNOWLEDGED, device.account(), conversation, time);
        world.oracle().mark(Mark.ACKNOWLEDGED_BY_DEVICE, device.account() + "/" + device.id(), conversation, time);
        long syncedUpTo = hasAcknowledgedAll(device) ? device.since() : 0;
        device.acknowledgedAll(syncedUpTo);
        world.gate().acknowledge(device, Map.of(conversation, time), syncedUpTo);
    }

    /** As the gateway's connection knows it: everything that was told has come back acknowledged. */
    private boolean hasAcknowledgedAll(Device device) {
        String owner = device.account() + "/" + device.id();
        return device.arrived().entrySet().stream().allMatch(entry -> {
            long byAny = world.oracle().markOf(Mark.ACKNOWLEDGED, device.account(), entry.getKey());
            long byThis = world.oracle().markOf(Mark.ACKNOWLEDGED_BY_DEVICE, owner, entry.getKey());
            return Math.min(byAny, byThis) >= entry.getValue().last();
        });
    }

    /** C3. */
    void read(Device device) {
        Conversation conversation = world.conversationOf(device.account());
        Optional<Entry> entry = world.someEntry(conversation)
                .filter(e ->
                        !(e instanceof Message m) || !m.refused() || m.from().equals(device.account()));
        if (entry.isEmpty()) {
            return;
        }
        long time = entry.get().time();
        long upTo = Math.min(time, world.oracle().stays().lastTo(device.account(), conversation));
        boolean moved = world.oracle().mark(Mark.READ, device.account(), conversation, upTo);
        long unread = world.oracle().unread(device.account(), conversation);
        long mark = world.oracle().markOf(Mark.READ, device.account(), conversation);
        world.note(device + " reads " + World.name(conversation) + " up to " + time);
        Answer.ReadMarks answer = world.granted(
                device,
                new Command.MarkRead(List.of(new Command.SessionMark(conversation, time))),
                Answer.ReadMarks.class);
        World.same("C3 unread after reading", unread, answer.sessions().get(0).unread());
        World.same(
                "C3 a read mark never moves back",
                mark,
                answer.sessions().get(0).readTime());
        if (moved) {
            world.expect(
                    world.onlineOf(List.of(device.account()), device),
                    World.name(conversation) + ".read up to " + mark + " unread " + unread);
        }
    }

    /** C1. */
    void sendReceipt(Device device) {
        Conversation conversation = world.pairOf(device.account());
        Optional<Message> message = world.someMessage(conversation);
        String peer = conversation.targetOf(device.account());
        if (message.isEmpty() || peer.equals(device.account())) {
            return;
        }
        long time = message.get().time();
        long shared = world.oracle().sharedUpTo(conversation);
        boolean moved = world.oracle().mark(Mark.RECEIPT, device.account(), conversation, Math.min(time, shared));
        long mark = world.oracle().markOf(Mark.RECEIPT, device.account(), conversation);
        world.note(device + " sends a receipt for " + World.name(conversation) + " up to " + time);
        Answer.ReceiptSent answer =
                world.granted(device, new Command.SendReceipt(conversation, time, null), Answer.ReceiptSent.class);
        World.same("C1 a receipt never moves back", mark, answer.time());
        if (moved) {
            world.expect(
                    world.onlineOf(List.of(device.account(), peer), device),
                    World.name(conversation) + ".receipt of " + World.name(device.account()) + " up to " + mark);
        }
    }

    /** A4: page by page, in both directions, must be what the oracle has. */
    void pageHistory(Device device, Conversation conversation) {
        boolean ascending = world.chance(50);
        Set<MessageType> types = world.chance(25) ? EnumSet.of(MessageType.TEXT) : Set.of();
        long one = someTime(conversation);
        long other = someTime(conversation);
        long begin = other == 0 ? one : Math.min(one, other);
        long end = other == 0 ? 0 : Math.max(one, other);
        List<Message> wanted = world.oracle().history(device.account(), conversation).stream()
                .filter(m -> types.isEmpty() || types.contains(m.draft().type()))
                .filter(m -> m.time() >= begin && (end == 0 || m.time() <= end))
                .sorted(Comparator.comparing(
                        Message::seq, ascending ? Comparator.naturalOrder() : Comparator.reverseOrder()))
                .toList();
        world.note(device + " pages the history of " + World.name(conversation)
                + (ascending ? " upwards" : " downwards") + " from " + begin + " to " + end);
        int limit = 1 + world.random().nextInt(5);
        List<Message> got = new ArrayList<>();
        boolean more = true;
        while (more && got.size() <= wanted.size() + limit) {
            String last = got.isEmpty() ? "" : got.get(got.size() - 1).idServer();
            Answer.Messages page = world.granted(
                    device,
                    new Command.GetHistory(conversation, begin, end, last, limit, ascending, types),
                    Answer.Messages.class);
            got.addAll(page.messages());
            more = page.more();
            World.same(
                    "A4 a page that says more is not empty",
                    false,
                    more && page.messages().isEmpty());
        }
        World.same("A4, R4, S5, D8 history", World.seqs(wanted), World.seqs(got));
        World.same("A4 history holds the messages as they were sent", wanted, got);
    }

    /** Mostly 0: no limit. */
    private long someTime(Conversation conversation) {
        return world.chance(75)
                ? 0
                : world.someEntry(conversation).map(Entry::time).orElse(0L);
    }

    /** A4. */
    void delete(Device device) {
        Conversation conversation = world.conversationOf(device.account());
        Optional<Message> found = world.someMessage(conversation)
                .filter(m -> world.oracle().isVisible(device.account(), m))
                .filter(m -> m.draft().type() != MessageType.NOTIFICATION);
        if (found.isEmpty()) {
            return;
        }
        Message m = found.get();
        world.note(device + " deletes " + World.spell(m) + " for itself");
        world.granted(
                device,
                new Command.DeleteMessages(List.of(new Event.DeletedMessage(
                        conversation, m.idServer(), m.draft().idClient(), m.from(), m.time(), null))),
                Answer.Done.class);
        world.oracle().delete(device.account(), m);
        world.oracle().countChange(device.account());
        expectChange(device, "MessagesDeleted");
    }

    /** A4. */
    void clear(Device device) {
        Conversation conversation = world.conversationOf(device.account());
        List<Entry> log = world.oracle().log(conversation);
        if (log.isEmpty() || !world.oracle().isSession(device.account(), conversation)) {
            return;
        }
        world.note(device + " clears " + World.name(conversation));
        world.granted(device, new Command.ClearHistory(conversation), Answer.Done.class);
        world.oracle()
                .mark(
                        Mark.CLEARED,
                        device.account(),
                        conversation,
                        Math.min(
                                log.get(log.size() - 1).time(),
                                world.oracle().stays().lastTo(device.account(), conversation)));
        world.oracle().countChange(device.account());
        expectChange(device, "HistoryCleared");
    }

    /** A3. */
    void block(Device device) {
        String other = world.pairOf(device.account()).targetOf(device.account());
        if (other.equals(device.account())) {
            return;
        }
        boolean on = !world.oracle().hasBlocked(device.account(), other);
        world.note(device + (on ? " blocks " : " unblocks ") + World.name(other));
        world.granted(device, new Command.SetRelation(RelationKind.BLACK, other, on), Answer.Done.class);
        world.oracle().setBlack(device.account(), other, on);
        expectChange(device, "RelationChanged");
        Answer.Relations relations = world.granted(device, new Command.GetRelations(), Answer.Relations.class);
        World.same(
                "A3 the black list",
                new HashSet<>(world.oracle().blackOf(device.account())),
                new HashSet<>(relations.black()));
    }

    private void expectChange(Device device, String kind) {
        world.expect(
                world.onlineOf(List.of(device.account()), device),
                "account " + world.oracle().changeNumber(device.account()) + " " + kind);
    }
}
