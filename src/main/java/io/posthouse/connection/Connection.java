package io.posthouse.connection;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.Faults;
import io.posthouse.config.LimitsConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.ClientType;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Request;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket from its opening to its end: who is logged in on it, and when it has to go. What comes in, goes out and is
 * pushed is the business of {@link Inbox}, {@link Outbox}, {@link Requests} and {@link Feed}.
 */
final class Connection implements Line, Wheel.Timed {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final Pattern DEVICE_ID = Pattern.compile("[\\x21-\\x7e]{1,64}");
    /** How long a socket that was told to close may take to do so. */
    private static final long LINGER_MILLIS = 10_000;

    private final Station station;
    private final Wire wire;
    private final String id;
    private final Outbox outbox;
    private final Inbox inbox;
    private final Requests requests;
    private final Dialogue dialogue;
    private final Pulse pulse;
    private final Arrival arrival;
    private final long openedAtMillis;
    private long wakeAtMillis = Long.MAX_VALUE;
    private long closedAtMillis;
    private @Nullable Login login;
    private @Nullable Closing closing;
    private Event.@Nullable Kicked kickedEarly;
    private long drainDelayMillis = -1;
    private boolean isJoining;

    /** @param arrival how the socket came */
    Connection(Station station, Wire wire, String id, Outbox outbox, Arrival arrival) {
        this.station = station;
        this.wire = wire;
        this.id = id;
        this.outbox = outbox;
        this.arrival = arrival;
        this.inbox = new Inbox(this);
        this.requests = new Requests(this);
        this.openedAtMillis = station.wheel().nowMillis();
        this.dialogue = wire.protocol().open(this);
        this.pulse = new Pulse(dialogue, openedAtMillis);
        wakeAt(Math.min(openedAtMillis + station.limits().loginTimeout().toMillis(), pulse.nextMillis()));
    }

    @Override
    public String connectionId() {
        return id;
    }

    @Override
    public Arrival arrival() {
        return arrival;
    }

    @Override
    public Future<Void> redeem(String ticket, Duration life) {
        return station.tickets().redeem(ticket, life);
    }

    @Override
    public @Nullable Caller caller() {
        return login == null ? null : login.caller();
    }

    @Override
    public LimitsConfig limits() {
        return station.limits();
    }

    @Override
    public Future<Answer.LoggedIn> login(String account, String token, String deviceId, ClientType clientType) {
        if (isJoining || login != null) {
            return refused(Fault.FORBIDDEN, "logged in already");
        }
        if (isLeaving()) {
            return refused(Fault.DRAINING, "");
        }
        if (!requests.tryTake()) {
            rest();
            return refused(Fault.RATE_LIMITED, "");
        }
        if (!DEVICE_ID.matcher(deviceId).matches()) {
            return refused(Fault.INVALID, "deviceId");
        }
        isJoining = true;
        Caller asking = new Caller(account, deviceId, clientType, id, null);
        String node = Addresses.connections(station.commons().nodeId(), station.n());
        Command.Login command = new Command.Login(account, token, deviceId, clientType, id, node);
        return station.logIn(new Request(asking, command))
                .transform(answered -> onLoginAnswered(asking, answered.result(), answered.cause()));
    }

    private Future<Answer.LoggedIn> onLoginAnswered(Caller asking, @Nullable Answer answer, @Nullable Throwable cause) {
        isJoining = false;
        if (!(answer instanceof Answer.LoggedIn welcome)) {
            FaultException fault = Faults.of(cause == null ? new FaultException(Fault.INTERNAL) : cause);
            inbox.refused(fault.fault());
            if (fault.fault() != Fault.UNAUTHENTICATED) {
                station.logouts().send(asking);
            }
            return Future.failedFuture(fault);
        }
        Caller caller = asking.as(welcome.account(), welcome.card().nick());
        if (closing != null) {
            station.logouts().send(caller);
            return refused(Fault.DRAINING, "");
        }
        login = new Login(this, caller, welcome.life());
        station.roster().joined(this, caller.account());
        Event.Kicked kick = kickedEarly;
        if (kick != null) {
            kicked(kick);
            return refused(Fault.FORBIDDEN, "kicked");
        }
        return Future.succeededFuture(welcome);
    }

    @Override
    public void startSync(long since, long changesAfter) {
        if (login != null && closing == null) {
            login.startSync(since, changesAfter);
        }
    }

    @Override
    public Future<Answer> execute(Command.ClientCommand command) {
        return requests.execute(command);
    }

    @Override
    public Future<Answer> readForSync(Command.ClientCommand command) {
        return loginNow().readForSync(command);
    }

    @Override
    public void acknowledge(Conversation conversation, long time) {
        if (login != null && closing == null) {
            login.acknowledge(conversation, time);
        }
    }

    @Override
    public void acknowledgeChanges(long number) {
        if (login != null && closing == null) {
            login.acknowledgeChanges(number);
        }
    }

    @Override
    public long pushedUpTo() {
        return login == null ? 0 : login.pushedUpTo();
    }

    @Override
    public long changesPushed() {
        return login == null ? 0 : login.changesPushed();
    }

    @Override
    public void write(String frame) {
        boolean wasFull = outbox.isFull();
        if (outbox.write(frame) && !wasFull && outbox.isFull()) {
            wakeAt(outbox.fullSinceMillis() + limits().queueTimeout().toMillis());
        }
    }

    @Override
    public void countRefusal(Fault fault) {
        inbox.countRefusal(fault);
    }

    @Override
    public void close(Closing reason) {
        if (closing != null) {
            return;
        }
        closing = reason;
        closedAtMillis = station.wheel().nowMillis();
        int code = 1011;
        try {
            dialogue.farewell(reason).forEach(outbox::write);
            code = dialogue.closeCode(reason);
        } catch (RuntimeException bug) {
            LOG.error(
                    "A protocol failed to say farewell protocol={}",
                    wire.protocol().name(),
                    bug);
        }
        leave(reason instanceof Closing.LoggedOut);
        outbox.close(
                code,
                reason instanceof Closing.Refused refused ? refused.fault().text() : "");
        wakeAt(closedAtMillis + LINGER_MILLIS);
    }

    /** Counts the refusal that ends the connection, and ends it. */
    void refuseAndClose(Fault fault) {
        station.meters().refused(fault);
        close(new Closing.Refused(fault));
    }

    /** The store failed so that the connection cannot go on: the client comes back. */
    void closeFor(@Nullable Throwable cause) {
        refuseAndClose(cause == null ? Fault.INTERNAL : Faults.of(cause).fault());
    }

    /** The socket is closed, by whomever. */
    void onSocketClosed() {
        if (closing == null) {
            closing = new Closing.LoggedOut();
            leave(false);
        }
        outbox.gone();
        station.roster().closed(this);
    }

    private void leave(boolean isAsked) {
        if (login != null) {
            String account = login.caller().account();
            station.roster().left(this, account);
            if (station.roster().of(account).isEmpty()) {
                station.teams().gone(account);
            }
            login.end(isAsked);
        }
    }

    /** The client says too much: it is not listened to for a tick. */
    void rest() {
        outbox.rest();
        wakeAt(station.wheel().nowMillis());
    }

    /** The node goes away: what is in flight may finish, nothing new begins. */
    void drain(long reconnectDelayMillis) {
        drainDelayMillis = reconnectDelayMillis;
        onAnswered();
    }

    /** A command got its answer. A tick later, when that has been written, a draining connection may go. */
    void onAnswered() {
        if (drainDelayMillis >= 0) {
            wakeAt(station.wheel().nowMillis());
        }
    }

    void kicked(Event.Kicked kick) {
        kickedEarly = kick;
        if (!isJoining) {
            close(new Closing.Kicked(kick.reason(), kick.by()));
        }
    }

    void onDrained() {
        if (outbox.drained() && closing == null) {
            inbox.onSign();
            if (login != null) {
                login.onDrained();
            }
        }
    }

    @Override
    public void onDue(long nowMillis) {
        wakeAtMillis = Long.MAX_VALUE;
        if (closing != null) {
            lingerAt(nowMillis);
            return;
        }
        outbox.rested();
        if (drainDelayMillis >= 0 && requests.isIdle()) {
            close(new Closing.Draining(drainDelayMillis));
            return;
        }
        long next;
        if (outbox.isFull()) {
            next = outbox.fullSinceMillis() + limits().queueTimeout().toMillis();
        } else if (login == null) {
            next = openedAtMillis + limits().loginTimeout().toMillis();
        } else {
            next = inbox.heardAtMillis() + limits().idleTimeout().toMillis();
        }
        if (next <= nowMillis) {
            tooLate();
            return;
        }
        next = Math.min(next, pulse.onDue(nowMillis, outbox));
        wakeAt(login == null ? next : Math.min(next, login.onDue(nowMillis)));
    }

    private void tooLate() {
        if (outbox.isFull()) {
            station.meters().wasSlow();
            refuseAndClose(Fault.TOO_SLOW);
        } else {
            refuseAndClose(Fault.LOGIN_TIMEOUT);
        }
    }

    private void lingerAt(long nowMillis) {
        if (nowMillis - closedAtMillis >= LINGER_MILLIS) {
            outbox.cut();
        } else {
            wakeAt(closedAtMillis + LINGER_MILLIS);
        }
    }

    /** Asks the wheel for a call at that time, unless there comes an earlier one anyway. */
    void wakeAt(long atMillis) {
        if (atMillis < wakeAtMillis) {
            wakeAtMillis = atMillis;
            station.wheel().wake(this, atMillis);
        }
    }

    Future<Answer> askAsDevice(Command command) {
        return station.ask(new Request(loginNow().caller(), command));
    }

    Future<Answer> askAsDevice(Conversation conversation, Command command) {
        return station.askAbout(conversation, new Request(loginNow().caller(), command));
    }

    void renamed(@Nullable String nick) {
        loginNow().renamed(nick);
    }

    /** Whether it has ended or is about to: no command is begun. */
    boolean isLeaving() {
        return closing != null || drainDelayMillis >= 0;
    }

    boolean isClosed() {
        return closing != null;
    }

    @Nullable Feed feed() {
        return login == null ? null : login.feed();
    }

    String account() {
        return loginNow().caller().account();
    }

    String deviceId() {
        return loginNow().caller().deviceId();
    }

    Station station() {
        return station;
    }

    Wire wire() {
        return wire;
    }

    Outbox outbox() {
        return outbox;
    }

    Inbox inbox() {
        return inbox;
    }

    Dialogue dialogue() {
        return dialogue;
    }

    private Login loginNow() {
        if (login == null) {
            throw new IllegalStateException("nobody is logged in");
        }
        return login;
    }

    private static <T> Future<T> refused(Fault fault, String detail) {
        return Future.failedFuture(new FaultException(fault, detail));
    }
}
