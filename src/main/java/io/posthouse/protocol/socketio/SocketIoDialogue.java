package io.posthouse.protocol.socketio;

import io.posthouse.connection.Closing;
import io.posthouse.connection.Dialogue;
import io.posthouse.connection.Line;
import io.posthouse.model.Answer;
import io.posthouse.model.Entry;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.SessionState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * socket.io 0.9 on one socket: takes the ticket of the handshake, says {@code 1::}, beats, and hands the messages to the
 * dialogue inside. Before {@code 1::} nobody inside hears or says anything.
 */
final class SocketIoDialogue implements Dialogue {
    private static final long BEAT_MILLIS_MAX = 25_000;
    /** A client that answers every beat is never idle. */
    private static final int BEATS_AN_IDLE_TIME = 3;

    private final Line line;
    private final Dialogue inner;
    private final Duration ticketLife;
    private final Beats beats;
    private boolean isConnected;

    /** @param ticketLife how long after the handshake the socket may be opened */
    SocketIoDialogue(Line line, Dialogue inner, Beats beats, Duration ticketLife) {
        this.line = line;
        this.inner = inner;
        this.beats = beats;
        this.ticketLife = ticketLife;
    }

    @Override
    public void onOpened() {
        String path = line.arrival().path();
        line.redeem(path.substring(path.lastIndexOf('/') + 1), ticketLife)
                .onSuccess(redeemed -> connect())
                .onFailure(cause -> line.close(new Closing.Refused(
                        cause instanceof FaultException refusal ? refusal.fault() : Fault.INTERNAL)));
    }

    private void connect() {
        isConnected = true;
        line.write(Packet.CONNECTED);
        inner.onOpened();
    }

    @Override
    public void onFrame(String text) {
        Packet packet;
        try {
            packet = Packet.parse(text);
        } catch (FaultException noFrame) {
            line.close(new Closing.Refused(noFrame.fault()));
            return;
        }
        if (packet.type() == Packet.DISCONNECT && packet.endpoint().isEmpty()) {
            line.close(new Closing.LoggedOut());
        } else if (!isConnected || !packet.endpoint().isEmpty()) {
            line.close(new Closing.Refused(Fault.MALFORMED));
        } else if (packet.type() == Packet.MESSAGE) {
            onMessage(packet);
        } else if (packet.type() == Packet.HEARTBEAT) {
            inner.onProbed(beats.answered());
        } else if (packet.type() != Packet.NOOP) {
            line.close(new Closing.Refused(Fault.MALFORMED));
        }
    }

    private void onMessage(Packet packet) {
        if (!packet.id().isEmpty() && !packet.isAnsweredByHand()) {
            line.write(Packet.acknowledgement(packet.id()));
        }
        inner.onFrame(packet.data());
    }

    @Override
    public long heartbeatMillis() {
        long idleMillis = line.limits().idleTimeout().toMillis();
        return Math.min(BEAT_MILLIS_MAX, idleMillis / BEATS_AN_IDLE_TIME);
    }

    @Override
    public @Nullable String heartbeat() {
        if (!isConnected) {
            return null;
        }
        beats.written();
        return Packet.BEAT;
    }

    @Override
    public List<String> farewell(Closing closing) {
        if (isConnected) {
            return framed(inner.farewell(closing));
        }
        boolean isNotHandshaken =
                closing instanceof Closing.Refused refused && refused.fault() == Fault.UNAUTHENTICATED;
        return isNotHandshaken ? List.of(Packet.NOT_HANDSHAKEN) : List.of();
    }

    @Override
    public int closeCode(Closing closing) {
        return inner.closeCode(closing);
    }

    @Override
    public List<String> syncPage(Answer.SyncPage page, boolean first, boolean last) {
        return framed(inner.syncPage(page, first, last));
    }

    @Override
    public List<String> session(SessionState state) {
        return framed(inner.session(state));
    }

    @Override
    public void pageWritten() {
        inner.pageWritten();
    }

    @Override
    public boolean isBehind() {
        return inner.isBehind();
    }

    @Override
    public void pushed(Entry entry) {
        inner.pushed(entry);
    }

    @Override
    public @Nullable String refusal(Fault fault) {
        return framed(inner.refusal(fault));
    }

    private static List<String> framed(List<String> texts) {
        return texts.stream().map(Packet::message).toList();
    }

    private static @Nullable String framed(@Nullable String text) {
        return text == null ? null : Packet.message(text);
    }
}
