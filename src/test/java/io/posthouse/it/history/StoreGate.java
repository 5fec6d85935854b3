package io.posthouse.it.history;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Entry;
import io.posthouse.model.Event;
import io.posthouse.model.FaultException;
import io.posthouse.model.Message;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.Request;
import io.posthouse.model.Scene;
import io.posthouse.model.SessionState;
import io.posthouse.model.SessionSync;
import io.posthouse.model.TeamCommand;
import io.posthouse.team.Grants;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Devices that stand where the routing verticles stand: they ask the store verticles over the bus, any of them for
 * anything, and hand its pushes to each other as the connections would. One gate a history.
 */
final class StoreGate implements Gate {
    private static final long SECONDS_MAX = 30;
    private static final int SESSIONS_MAX = 100;

    private final LocalBus bus;
    private final int instances;
    private final Map<Device, Caller> online = new LinkedHashMap<>();
    private final Map<Device, List<Event>> inboxes = new HashMap<>();
    private final Map<Device, Map<Conversation, Long>> seen = new HashMap<>();
    private final TeamGuests roster = new TeamGuests();
    private int connections;

    StoreGate(Vertx vertx, int instances) {
        this.bus = new LocalBus(vertx, Duration.ofSeconds(SECONDS_MAX));
        this.instances = instances;
    }

    @Override
    public void createAccount(String account) {
        done(send(Caller.server(account), new Command.CreateAccount(account, "a-token-of-theirs", null)));
    }

    @Override
    public Told login(Device device, long since, long changes) {
        String connectionId =
                Addresses.connectionId("node1", 0, device.account().replace("-", "") + ++connections);
        Caller caller = new Caller(device.account(), device.id(), device.type(), connectionId, null);
        Command.Login login = new Command.Login(
                device.account(), "", device.id(), device.type(), connectionId, Addresses.connections("node1", 0));
        Answer.LoggedIn loggedIn =
                (Answer.LoggedIn) done(send(caller, new Command.Register(login, false, Set.of("node1"))))
                        .answer();
        online.put(device, caller);
        inboxes.put(device, new ArrayList<>());
        Answer.Sessions sessions = (Answer.Sessions)
                done(send(caller, new Command.GetSessions(0, SESSIONS_MAX))).answer();
        seen.put(device, new HashMap<>());
        sessions.sessions().forEach(s -> seenBy(device).put(s.conversation(), s.highSeq()));
        return sync(caller, loggedIn.newDevice(), since, changes);
    }

    private Told sync(Caller caller, boolean newDevice, long since, long changes) {
        Map<Conversation, SessionState> sessions = new LinkedHashMap<>();
        Map<Conversation, Told.Due> due = new LinkedHashMap<>();
        List<Event.AccountChanged> news = new ArrayList<>();
        List<List<String>> black = new ArrayList<>();
        String next = "";
        Answer.SyncPage page;
        do {
            page = (Answer.SyncPage)
                    done(send(caller, new Command.Sync(since, changes, next))).answer();
            page.sessions().forEach(session -> add(caller, session, sessions, due));
            news.addAll(page.changes());
            if (page.relations() != null) {
                black.add(page.relations().black());
            }
            next = page.nextPage();
        } while (!next.isEmpty());
        return new Told(newDevice, sessions, due, news, black, page.syncTime(), page.changeNumber());
    }

    private void add(
            Caller caller,
            SessionSync session,
            Map<Conversation, SessionState> sessions,
            Map<Conversation, Told.Due> due) {
        Conversation conversation = session.state().conversation();
        sessions.put(conversation, session.state());
        due.merge(conversation, Told.Due.of(session), Told.Due::plus);
        long after = session.nextAfter();
        while (after != 0) {
            Answer.SyncPage more = (Answer.SyncPage) done(send(caller, new Command.SyncMore(conversation, after)))
                    .answer();
            SessionSync rest = more.sessions().get(0);
            sessions.put(conversation, rest.state());
            due.merge(conversation, Told.Due.of(rest), Told.Due::plus);
            after = rest.nextAfter();
        }
    }

    @Override
    public void drop(Device device) {
        inboxes.remove(device);
        done(send(Objects.requireNonNull(online.remove(device)), new Command.Logout(false)));
    }

    @Override
    public Answer ask(Device device, Command.ClientCommand command) {
        Outcome outcome = done(send(callerOf(device), granted(device, command)));
        outcome.pushes().forEach(this::deliver);
        return outcome.answer();
    }

    @Override
    public List<Object> askTogether(List<Device> devices, List<? extends Command.ClientCommand> commands) {
        List<Future<Outcome>> asked = new ArrayList<>();
        int k = ThreadLocalRandom.current().nextInt(instances);
        for (int i = 0; i < devices.size(); i++) {
            // One connection always asks the same verticle, or its order would be nobody's duty.
            int own = (k + devices.indexOf(devices.get(i))) % instances;
            asked.add(bus.askStore(
                    Addresses.store(own),
                    new Request(callerOf(devices.get(i)), granted(devices.get(i), commands.get(i)))));
        }
        List<Object> answers = new ArrayList<>();
        List<Push> pushes = new ArrayList<>();
        for (Future<Outcome> one : asked) {
            try {
                Outcome outcome = done(one);
                pushes.addAll(outcome.pushes());
                answers.add(outcome.answer());
            } catch (FaultException refused) {
                answers.add(refused);
            }
        }
        pushes.sort(java.util.Comparator.comparingLong(StoreGate::seqOf));
        pushes.forEach(this::deliver);
        return answers;
    }

    /** The connection puts a conversation's entries in order; here they are put so. */
    private static long seqOf(Push push) {
        return push.event() instanceof Event.Arrived arrived ? arrived.entry().seq() : 0;
    }

    /** As a router asks: with the rows of the permission table that the store decides by. */
    private static Command granted(Device device, Command.ClientCommand command) {
        boolean isAboutTeam = command instanceof TeamCommand
                || (command instanceof Command.Send send && send.draft().scene() != Scene.P2P)
                || (command instanceof Command.Recall recall
                        && recall.conversation().isTeam());
        return isAboutTeam ? Grants.granted(device.account(), command) : command;
    }

    private void deliver(Push push) {
        Set<String> hearers = new HashSet<>(push.accounts());
        if (push.team() != null) {
            Set<String> members = roster.told(push.team(), push.event());
            members.removeAll(push.unseenBy());
            hearers.addAll(members);
        }
        online.forEach((device, caller) -> {
            boolean isFor = push.onlyConnection().isEmpty()
                    ? hearers.contains(device.account())
                            && !caller.connectionId().equals(push.exceptConnection())
                    : caller.connectionId().equals(push.onlyConnection());
            if (isFor && !(push.event() instanceof Event.DeviceChanged) && isNew(device, push.event())) {
                inboxOf(device).add(push.event());
            }
        });
    }

    /** A resend is pushed again, for its push may have been lost: the connection knows what it has had. */
    private boolean isNew(Device device, Event event) {
        if (!(event instanceof Event.Arrived arrived)) {
            return true;
        }
        Entry entry = arrived.entry();
        long last = seenBy(device).getOrDefault(entry.conversation(), 0L);
        seenBy(device).put(entry.conversation(), Math.max(last, entry.seq()));
        return entry.seq() > last && !isUnwanted(device, entry);
    }

    /** S6, S7: the connection also knows what its own device did, and what its account does not want. */
    private static boolean isUnwanted(Device device, Entry entry) {
        boolean isOwn = entry.from().equals(device.account());
        boolean isUncopied =
                entry instanceof Message message && !message.draft().setting().needSelfSync();
        return isOwn && (isUncopied || entry.fromDeviceId().equals(device.id()));
    }

    @Override
    public void acknowledge(Device device, Map<Conversation, Long> marks, long syncedUpTo) {
        List<Command.SessionMark> list = new ArrayList<>();
        marks.forEach((conversation, time) -> list.add(new Command.SessionMark(conversation, time)));
        done(send(callerOf(device), new Command.Acknowledge(list, syncedUpTo)));
    }

    @Override
    public List<Event> heard(Device device, Predicate<List<Event>> isEnough) {
        List<Event> heard = List.copyOf(inboxOf(device));
        inboxOf(device).clear();
        return heard;
    }

    @Override
    public boolean repeatsStates() {
        return false;
    }

    private Caller callerOf(Device device) {
        return Objects.requireNonNull(online.get(device));
    }

    private List<Event> inboxOf(Device device) {
        return Objects.requireNonNull(inboxes.get(device));
    }

    private Map<Conversation, Long> seenBy(Device device) {
        return Objects.requireNonNull(seen.get(device));
    }

    private Future<Outcome> send(Caller caller, Command command) {
        int k = ThreadLocalRandom.current().nextInt(instances);
        return bus.askStore(Addresses.store(k), new Request(caller, command));
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.await(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new Violation("every command is answered in time", "no answer within " + SECONDS_MAX + " s");
        }
    }
}
