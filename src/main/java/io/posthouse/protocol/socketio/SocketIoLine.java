package io.posthouse.protocol.socketio;

import io.posthouse.config.LimitsConfig;
import io.posthouse.connection.Arrival;
import io.posthouse.connection.Closing;
import io.posthouse.connection.Line;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.ClientType;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The line as the wire inside sees it: what it writes leaves as messages. */
final class SocketIoLine implements Line {
    private final Line outer;
    private final Beats beats;

    SocketIoLine(Line outer, Beats beats) {
        this.outer = outer;
        this.beats = beats;
    }

    @Override
    public void write(String frame) {
        outer.write(Packet.message(frame));
    }

    @Override
    public String connectionId() {
        return outer.connectionId();
    }

    @Override
    public Arrival arrival() {
        return outer.arrival();
    }

    @Override
    public Future<Void> redeem(String ticket, Duration life) {
        return outer.redeem(ticket, life);
    }

    @Override
    public @Nullable Caller caller() {
        return outer.caller();
    }

    @Override
    public LimitsConfig limits() {
        return outer.limits();
    }

    @Override
    public Future<Answer.LoggedIn> login(String account, String token, String deviceId, ClientType clientType) {
        return outer.login(account, token, deviceId, clientType);
    }

    @Override
    public void startSync(long since, long changesAfter) {
        outer.startSync(since, changesAfter);
    }

    @Override
    public Future<Answer> execute(Command.ClientCommand command) {
        return outer.execute(command);
    }

    @Override
    public Future<Answer> readForSync(Command.ClientCommand command) {
        return outer.readForSync(command);
    }

    @Override
    public void acknowledge(Conversation conversation, long time) {
        outer.acknowledge(conversation, time);
    }

    @Override
    public void acknowledgeChanges(long number) {
        outer.acknowledgeChanges(number);
    }

    @Override
    public long probe() {
        outer.write(Packet.BEAT);
        return beats.written();
    }

    @Override
    public long pushedUpTo() {
        return outer.pushedUpTo();
    }

    @Override
    public long changesPushed() {
        return outer.changesPushed();
    }

    @Override
    public void countRefusal(Fault fault) {
        outer.countRefusal(fault);
    }

    @Override
    public void close(Closing closing) {
        outer.close(closing);
    }
}
