package io.posthouse.it.history;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Entry;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Recalled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One history's devices, gate, oracle, dice and transcript, and what all its doings share. */
final class World {
    private final Gate gate;
    private final Random random;
    private final List<String> accounts;
    private final List<Device> devices;
    private final Oracle oracle = new Oracle();
    private final List<Conversation> teams = new ArrayList<>();
    private final List<String> transcript = new ArrayList<>();
    private final Map<Device, List<String>> expected = new HashMap<>();

    World(Gate gate, Random random, List<String> accounts, List<Device> devices) {
        this.gate = gate;
        this.random = random;
        this.accounts = accounts;
        this.devices = devices;
    }

    Gate gate() {
        return gate;
    }

    Random random() {
        return random;
    }

    Oracle oracle() {
        return oracle;
    }

    List<String> accounts() {
        return accounts;
    }

    /** Those that were made in this history. */
    List<Conversation> teams() {
        return teams;
    }

    List<Device> devices() {
        return devices;
    }

    String transcript() {
        return String.join(System.lineSeparator(), transcript);
    }

    void note(String line) {
        transcript.add(transcript.size() + 1 + " " + line);
    }

    static String name(String account) {
        return account.substring(account.lastIndexOf('-') + 1);
    }

    static String name(Conversation conversation) {
        if (conversation.isTeam()) {
            return conversation.sessionIdOf("");
        }
        String[] two = conversation.id().split(":", -1);
        return name(two[0]) + "~" + name(two[1]);
    }

    <T> T oneOf(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    Optional<Device> onlineDevice() {
        List<Device> online = devices.stream().filter(Device::isOnline).toList();
        return online.isEmpty() ? Optional.empty() : Optional.of(oneOf(online));
    }

    /** With somebody, or in a team that the account is or was in. */
    Conversation conversationOf(String account) {
        Optional<Conversation> team = !teams.isEmpty() && chance(40) ? teamOf(account) : Optional.empty();
        return team.orElseGet(() -> pairOf(account));
    }

    Conversation pairOf(String account) {
        return Conversation.between(account, oneOf(accounts));
    }

    /** A team that the account is or was in. */
    Optional<Conversation> teamOf(String account) {
        List<Conversation> own = teams.stream()
                .filter(team -> oracle.stays().wasIn(team, account))
                .toList();
        return own.isEmpty() ? Optional.empty() : Optional.of(oneOf(own));
    }

    List<Conversation> conversationsOf(String account) {
        List<Conversation> all = new ArrayList<>();
        accounts.forEach(other -> all.add(Conversation.between(account, other)));
        teams.stream().filter(team -> oracle.stays().wasIn(team, account)).forEach(all::add);
        return all;
    }

    Optional<Entry> someEntry(Conversation conversation) {
        List<Entry> log = oracle.log(conversation);
        // Mostly what was said last: that is what people answer, read and take back.
        return log.isEmpty() ? Optional.empty() : Optional.of(chance(50) ? log.get(log.size() - 1) : oneOf(log));
    }

    Optional<Message> someMessage(Conversation conversation) {
        return someEntry(conversation).filter(Message.class::isInstance).map(Message.class::cast);
    }

    /** Asks for something that must be granted. */
    <T extends Answer> T granted(Device device, Command.ClientCommand command, Class<T> type) {
        try {
            return type.cast(gate.ask(device, command));
        } catch (FaultException refused) {
            throw new Violation("a command that the rules allow", "was refused with " + refused.fault());
        }
    }

    /** Asks for something that must be refused. */
    void refused(String rule, Device device, Command.ClientCommand command, Fault fault) {
        Answer answer;
        try {
            answer = gate.ask(device, command);
        } catch (FaultException refused) {
            same(rule, fault, refused.fault());
            return;
        }
        throw new Violation(rule, "expected a refusal with " + fault + ", was " + answer);
    }

    static void same(String rule, Object expected, Object was) {
        if (!Objects.equals(expected, was)) {
            throw new Violation(
                    rule,
                    System.lineSeparator() + "  expected " + expected + System.lineSeparator() + "  was      " + was);
        }
    }

    /** These devices have to hear this before the next step. */
    void expect(List<Device> hearers, String what) {
        hearers.forEach(d -> expected.computeIfAbsent(d, x -> new ArrayList<>()).add(what));
    }

    /** D1, S6: the online devices of some accounts, less the one that did it. */
    List<Device> onlineOf(List<String> some, @Nullable Device except) {
        return devices.stream()
                .filter(d -> d.isOnline() && some.contains(d.account()) && d != except)
                .toList();
    }

    /** D1: every online device has heard what it had to, in order inside a conversation, and nothing else. */
    void checkHeard() {
        for (Device device : devices) {
            List<String> wanted = expected.getOrDefault(device, List.of());
            if (device.isOnline()) {
                List<Event> heard =
                        gate.heard(device, events -> spellAll(events).containsAll(wanted));
                heard.forEach(event -> remember(device, event));
                List<String> spelled = new ArrayList<>(spellAll(heard));
                if (gate.repeatsStates()) {
                    spelled.removeIf(event -> event.contains(".read ") && !wanted.contains(event));
                }
                same(
                        "D1 " + device + " is pushed what concerns it, once and in order",
                        byTopic(wanted),
                        byTopic(spelled));
            }
        }
        expected.clear();
    }

    private static List<String> spellAll(List<Event> events) {
        return events.stream().map(World::spell).toList();
    }

    private static void remember(Device device, Event event) {
        if (event instanceof Event.Arrived arrived) {
            device.received(arrived.entry().conversation(), arrived.entry().time());
        } else if (event instanceof Event.AccountChanged changed) {
            device.changed(changed.number());
        }
    }

    /** Order matters inside a conversation and among account changes, not between them. */
    private static Map<String, List<String>> byTopic(List<String> events) {
        Map<String, List<String>> topics = new TreeMap<>();
        for (String event : events) {
            topics.computeIfAbsent(event.substring(0, event.indexOf(' ')), t -> new ArrayList<>())
                    .add(event);
        }
        return topics;
    }

    static String spell(Event event) {
        if (event instanceof Event.Arrived arrived) {
            return spell(arrived.entry());
        } else if (event instanceof Event.ReceiptMoved moved) {
            return name(moved.conversation()) + ".receipt of " + name(moved.reader()) + " up to " + moved.time();
        } else if (event instanceof Event.SessionRead read) {
            return name(read.conversation()) + ".read up to " + read.time() + " unread " + read.unread();
        } else if (event instanceof Event.AccountChanged changed) {
            return "account " + changed.number() + " "
                    + changed.change().getClass().getSimpleName();
        }
        return "other " + event;
    }

    static String spell(Entry entry) {
        if (entry instanceof Recalled taken) {
            return name(taken.conversation()) + " #" + taken.seq() + " takes back #" + taken.messageSeq();
        }
        Message message = (Message) entry;
        return name(message.conversation()) + " #" + message.seq() + (message.refused() ? " refused " : " ")
                + (message.draft().type() == MessageType.NOTIFICATION
                        ? "tells"
                        : message.draft().body());
    }

    static String seqs(List<? extends Entry> entries) {
        return entries.stream().map(e -> "#" + e.seq()).toList().toString();
    }
}
