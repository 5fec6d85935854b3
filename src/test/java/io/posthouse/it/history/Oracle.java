package io.posthouse.it.history;

import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Entry;
import io.posthouse.model.Fault;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Recalled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of product.md about messages, in lists and maps. It is told what was stored, in the order of the
 * log, and answers what may be seen of it. Knows nothing of scripts, cursors in Redis, pages or pushes.
 */
public final class Oracle {
    private final Map<Conversation, List<Entry>> logs = new HashMap<>();
    private final Map<String, Message> firstSends = new HashMap<>();
    private final Set<Message> recalled = new HashSet<>();
    private final Map<String, Set<String>> black = new HashMap<>();
    private final Map<String, Set<Message>> deleted = new HashMap<>();
    private final Map<String, Long> marks = new HashMap<>();
    private final Map<String, Integer> changes = new HashMap<>();
    private final Stays stays = new Stays();

    public Stays stays() {
        return stays;
    }

    public List<Entry> log(Conversation conversation) {
        return logs.getOrDefault(conversation, List.of());
    }

    /** S2: what was stored under this idClient before. */
    Optional<Message> firstSend(String from, Draft draft) {
        return Optional.ofNullable(firstSends.get(sendKey(from, draft.to(), draft.idClient())));
    }

    static boolean sameContent(Draft one, Draft other) {
        return one.type() == other.type()
                && Objects.equals(one.body(), other.body())
                && Objects.equals(one.attach(), other.attach());
    }

    /** S5. */
    boolean hasBlocked(String account, String other) {
        return !account.equals(other) && black.getOrDefault(account, Set.of()).contains(other);
    }

    Set<String> blackOf(String account) {
        return black.getOrDefault(account, Set.of());
    }

    /** S3: the next entry of a log has the next seq and a later time; whatever else it says was checked by the caller. */
    public void append(Entry entry) {
        List<Entry> log = logs.computeIfAbsent(entry.conversation(), c -> new ArrayList<>());
        Entry last = log.isEmpty() ? null : log.get(log.size() - 1);
        if (entry.seq() != (last == null ? 1 : last.seq() + 1)) {
            throw new Violation("S3", "after seq " + (last == null ? 0 : last.seq()) + " came " + entry.seq());
        }
        if (last != null && entry.time() <= last.time()) {
            throw new Violation("S3", "time does not rise at seq " + entry.seq());
        }
        log.add(entry);
        if (entry instanceof Message message) {
            firstSends.put(
                    sendKey(
                            message.from(),
                            message.draft().to(),
                            message.draft().idClient()),
                    message);
        } else if (entry instanceof Recalled taken) {
            recalled.add((Message) log.get((int) taken.messageSeq() - 1));
        }
    }

    private static String sendKey(String from, String to, String idClient) {
        return from + ">" + to + ">" + idClient;
    }

    /** R1, R2: why an account may not take a message back, or empty. */
    Optional<Fault> recallFault(String account, Message message) {
        if (message.conversation().isTeam()) {
            return recallFaultInTeam(account, message);
        }
        if (!message.from().equals(account) || recalled.contains(message)) {
            return Optional.of(Fault.NOT_FOUND);
        }
        boolean isBlocked = hasBlocked(message.draft().to(), account);
        return message.refused() || isBlocked ? Optional.of(Fault.NOT_RECALLABLE) : Optional.empty();
    }

    private Optional<Fault> recallFaultInTeam(String account, Message message) {
        char role = stays.roleOf(message.conversation(), account);
        if (role == 0) {
            return Optional.of(Fault.NOT_A_MEMBER);
        }
        if (role == 'n' && !message.from().equals(account)) {
            return Optional.of(Fault.FORBIDDEN);
        }
        return recalled.contains(message) ? Optional.of(Fault.NOT_FOUND) : Optional.empty();
    }

    /** T3: why an account may not send, or empty. */
    Optional<Fault> sendFault(String account, Conversation conversation) {
        if (conversation.isTeam() && stays.roleOf(conversation, account) == 0) {
            return Optional.of(Fault.NOT_A_MEMBER);
        }
        return stays.isMuted(conversation, account) ? Optional.of(Fault.MUTED) : Optional.empty();
    }

    public boolean isRecalled(Message message) {
        return recalled.contains(message);
    }

    void setBlack(String account, String other, boolean on) {
        Set<String> list = black.computeIfAbsent(account, a -> new HashSet<>());
        if (on ? list.add(other) : list.remove(other)) {
            countChange(account);
        }
    }

    void delete(String account, Message message) {
        deleted.computeIfAbsent(account, a -> new HashSet<>()).add(message);
    }

    int changeNumber(String account) {
        return changes.getOrDefault(account, 0);
    }

    void countChange(String account) {
        changes.merge(account, 1, Integer::sum);
    }

    /** A mark never moves back. @return whether it moved */
    public boolean mark(Mark kind, String owner, Conversation conversation, long time) {
        long before = markOf(kind, owner, conversation);
        marks.put(markKey(kind, owner, conversation), Math.max(before, time));
        return time > before;
    }

    public long markOf(Mark kind, String owner, Conversation conversation) {
        return marks.getOrDefault(markKey(kind, owner, conversation), 0L);
    }

    private static String markKey(Mark kind, String owner, Conversation conversation) {
        return kind + " " + owner + " " + conversation.key();
    }

    /** Up to where something has happened, in a conversation: each a time. */
    public enum Mark {
        /** Owner: an account. Any of its devices has acknowledged. */
        ACKNOWLEDGED,
        /** Owner: an account and a device. */
        ACKNOWLEDGED_BY_DEVICE,
        /** Owner: an account. */
        READ,
        RECEIPT,
        CLEARED
    }

    /** S5, R4, A4, T3: whether an account may see a message at all. */
    public boolean isVisible(String account, Message message) {
        return stays.sees(account, message)
                && !recalled.contains(message)
                && (!message.refused() || message.from().equals(account))
                && !deleted.getOrDefault(account, Set.of()).contains(message)
                && message.time() > markOf(Mark.CLEARED, account, message.conversation());
    }

    public List<Message> messages(Conversation conversation) {
        return log(conversation).stream()
                .filter(Message.class::isInstance)
                .map(Message.class::cast)
                .toList();
    }

    /** D3: from somebody else, and no device of the account has acknowledged it. */
    public List<Message> offline(String account, Conversation conversation) {
        long acknowledged = markOf(Mark.ACKNOWLEDGED, account, conversation);
        return messages(conversation).stream()
                .filter(m -> isVisible(account, m))
                .filter(m -> !m.from().equals(account) && m.draft().setting().needOffline())
                .filter(m -> m.time() > acknowledged)
                .toList();
    }

    /** D4: from somebody else or another device, not acknowledged by this device, but by another one or its own. */
    public List<Message> roaming(String account, String device, Conversation conversation) {
        long byAny = markOf(Mark.ACKNOWLEDGED, account, conversation);
        long byThis = markOf(Mark.ACKNOWLEDGED_BY_DEVICE, account + "/" + device, conversation);
        return messages(conversation).stream()
                .filter(m -> isVisible(account, m))
                .filter(m -> m.draft().setting().needRoaming() && m.time() > byThis)
                .filter(m -> m.from().equals(account)
                        ? !m.fromDeviceId().equals(device)
                                && m.draft().setting().needSelfSync()
                        : m.time() <= byAny)
                .toList();
    }

    /** R3: recalls that this device has not acknowledged and did not make. */
    public List<Recalled> recalls(String account, String device, Conversation conversation) {
        long byThis = markOf(Mark.ACKNOWLEDGED_BY_DEVICE, account + "/" + device, conversation);
        return log(conversation).stream()
                .filter(Recalled.class::isInstance)
                .map(Recalled.class::cast)
                .filter(r -> r.time() > byThis && sawWhatIsRecalled(account, r))
                .filter(r -> !(r.from().equals(account) && r.fromDeviceId().equals(device)))
                .toList();
    }

    /** T3: a recall is for whoever may have the message, wherever it is now. */
    public boolean sawWhatIsRecalled(String account, Recalled recall) {
        return stays.sees(account, log(recall.conversation()).get((int) recall.messageSeq() - 1));
    }

    /** A4, D8: ascending. */
    public List<Message> history(String account, Conversation conversation) {
        return messages(conversation).stream()
                .filter(m -> isVisible(account, m) && m.draft().setting().needSaveHistory())
                .toList();
    }

    /** C3: messages of others past the read mark that count; not those recalled, deleted or cleared, nor of an earlier stay. */
    public long unread(String account, Conversation conversation) {
        long read = Math.max(markOf(Mark.READ, account, conversation), stays.lastFrom(account, conversation));
        return messages(conversation).stream()
                .filter(m -> isVisible(account, m))
                .filter(m -> m.draft().type() != MessageType.NOTIFICATION)
                .filter(m -> !m.from().equals(account) && m.draft().setting().needUpdateSession())
                .filter(m -> m.time() > read)
                .count();
    }

    /** C1, S5: the time of the last entry that both of the two see. */
    long sharedUpTo(Conversation conversation) {
        return log(conversation).stream()
                .filter(e -> !(e instanceof Message m) || !m.refused())
                .mapToLong(Entry::time)
                .max()
                .orElse(0);
    }

    /** Whether the conversation is a session of the account: it said something there, or was told something. */
    boolean isSession(String account, Conversation conversation) {
        return log(conversation).stream()
                .filter(e -> stays.sees(account, e))
                .anyMatch(e ->
                        !(e instanceof Message m) || !m.refused() || m.from().equals(account));
    }
}
