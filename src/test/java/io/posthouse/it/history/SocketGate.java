package io.posthouse.it.history;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.client.ClientException;
import io.posthouse.client.ClientOptions;
import io.posthouse.client.Clients;
import io.posthouse.client.PosthouseClient;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Entry;
import io.posthouse.model.Event;
import io.posthouse.model.FaultException;
import io.posthouse.model.Request;
import io.posthouse.model.SessionSync;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Devices that are Java clients on real sockets of a gateway in this JVM. One gate a history. */
final class SocketGate implements Gate {
    private static final String TOKEN = "a-token-of-theirs";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Clients clients;
    private final LocalBus bus;
    private final int port;
    private final Map<Device, PosthouseClient> connected = new HashMap<>();
    private final Map<Device, Hearing> hearings = new HashMap<>();

    /** @param port of a gateway in the same {@code vertx}: its store is asked what has been acknowledged */
    SocketGate(Vertx vertx, Clients clients, int port) {
        this.clients = clients;
        this.bus = new LocalBus(vertx, PATIENCE);
        this.port = port;
    }

    @Override
    public void createAccount(String account) {
        done(bus.askStore(
                Addresses.store(0),
                new Request(Caller.server(account), new Command.CreateAccount(account, TOKEN, null))));
    }

    @Override
    public Told login(Device device, long since, long changes) {
        PosthouseClient client = since == 0 ? newClient(device) : clientOf(device);
        Hearing hearing = new Hearing(device.account());
        hearings.put(device, hearing);
        client.on(hearing);
        connected.put(device, client);
        JsonObject login = done(client.connect());
        return done(hearing.told(login.getBoolean("newDevice")));
    }

    private PosthouseClient clientOf(Device device) {
        return Objects.requireNonNull(connected.get(device));
    }

    private PosthouseClient newClient(Device device) {
        return clients.client(ClientOptions.of("127.0.0.1", port, device.account(), TOKEN)
                .device(device.id(), device.type())
                .withoutAcknowledging()
                .withoutReconnecting());
    }

    @Override
    public void drop(Device device) {
        Objects.requireNonNull(hearings.remove(device)).stop();
        done(clientOf(device).vanish());
    }

    @Override
    public Answer ask(Device device, Command.ClientCommand command) {
        return done(asking(device, command));
    }

    private Future<Answer> asking(Device device, Command.ClientCommand command) {
        Wire wire = new Wire(device.account());
        Wire.Ask ask = wire.ask(command);
        return clientOf(device).request(ask.verb(), ask.fields()).map(ok -> wire.answer(command, ok));
    }

    @Override
    public List<Object> askTogether(List<Device> devices, List<? extends Command.ClientCommand> commands) {
        List<Future<Answer>> asked = new ArrayList<>();
        for (int i = 0; i < devices.size(); i++) {
            asked.add(asking(devices.get(i), commands.get(i)));
        }
        List<Object> answers = new ArrayList<>();
        for (Future<Answer> one : asked) {
            try {
                answers.add(done(one));
            } catch (FaultException refused) {
                answers.add(refused);
            }
        }
        return answers;
    }

    @Override
    public void acknowledge(Device device, Map<Conversation, Long> marks, long syncedUpTo) {
        JsonObject all = new JsonObject();
        marks.forEach((conversation, time) -> all.put(conversation.sessionIdOf(device.account()), time));
        done(clientOf(device)
                .sendRaw(new JsonObject().put("do", "ack").put("marks", all).encode()));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isStored(device, marks)) {
            if (System.nanoTime() > deadline) {
                throw new Violation("an acknowledgement is stored soon", "not within " + PATIENCE);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        // What is due to nobody (needOffline=false) shows in no sync, so its acknowledgement may still be on its way:
        // said again.
        List<Command.SessionMark> said = marks.entrySet().stream()
                .map(mark -> new Command.SessionMark(mark.getKey(), mark.getValue()))
                .toList();
        done(bus.askStore(Addresses.store(0), new Request(callerOf(device), new Command.Acknowledge(said, 0))));
    }

    /** Acknowledgements are collected and have no answer: whether they have arrived is seen in what a sync would tell. */
    private boolean isStored(Device device, Map<Conversation, Long> marks) {
        Answer.SyncPage page = (Answer.SyncPage)
                done(bus.askStore(Addresses.store(0), new Request(callerOf(device), new Command.Sync(0, 0, ""))))
                        .answer();
        return page.sessions().stream().noneMatch(session -> due(session)
                .anyMatch(entry -> entry.time() <= marks.getOrDefault(entry.conversation(), 0L)));
    }

    private static Caller callerOf(Device device) {
        return new Caller(device.account(), device.id(), device.type(), "", null);
    }

    private static Stream<Entry> due(SessionSync session) {
        return Stream.of(session.offline(), session.roaming(), session.recalls())
                .flatMap(List::stream);
    }

    @Override
    public List<Event> heard(Device device, Predicate<List<Event>> isEnough) {
        return Objects.requireNonNull(hearings.get(device)).take(isEnough, PATIENCE);
    }

    @Override
    public boolean repeatsStates() {
        return true;
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new Violation("every command is answered in time", "no answer within " + PATIENCE);
        } catch (ClientException refusal) {
            throw new FaultException(refusal.fault(), String.valueOf(refusal.getMessage()));
        }
    }
}
