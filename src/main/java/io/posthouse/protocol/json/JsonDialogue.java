package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.config.LimitsConfig;
import io.posthouse.connection.Closing;
import io.posthouse.connection.Dialogue;
import io.posthouse.connection.Line;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.SessionState;
import io.posthouse.model.StatusCommand;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The native protocol on one socket: exactly one answer for each request, and nothing for a note unless it is wrong. */
final class JsonDialogue implements Dialogue {
    private static final Logger LOG = LoggerFactory.getLogger(JsonDialogue.class);
    private static final long HEARTBEAT_MILLIS_MAX = 20_000;

    private final Line line;
    private final RequestReader requests;
    private final Frames frames;
    private final EventWriter events;
    private boolean loginAsked;
    private String epoch = "";
    private long changesTold;
    private @Nullable Fault told;

    JsonDialogue(Line line, RequestReader requests, Frames frames, EventWriter events) {
        this.line = line;
        this.requests = requests;
        this.frames = frames;
        this.events = events;
    }

    @Override
    public void onFrame(String text) {
        RequestReader.Request request;
        try {
            request = requests.read(text, line.caller());
        } catch (FaultException refusal) {
            refuseFrame(text, refusal);
            return;
        }
        long id = request.id();
        Wish wish = request.wish();
        if (wish instanceof Wish.Ask<?> ask) {
            execute(id, ask);
        } else if (wish instanceof Wish.Acknowledge acknowledge) {
            acknowledge(id, acknowledge);
        } else if (wish instanceof Wish.Ping) {
            ping(id);
        } else if (wish instanceof Wish.Login login) {
            login(id, login);
        } else {
            line.write(frames.answer(id, out -> {}));
            line.close(new Closing.LoggedOut());
        }
    }

    private void refuseFrame(String text, FaultException refusal) {
        long id = Json.findId(text);
        if (id == Json.NO_FRAME) {
            line.close(new Closing.Refused(Fault.MALFORMED));
        } else {
            refuse(id, refusal);
        }
    }

    private void refuse(long id, FaultException refusal) {
        line.write(id == Json.NO_ID ? frames.refused(refusal) : frames.refusal(id, refusal));
        // What may be right later, or is about the state of things, is no sign of a client that goes wrong.
        if (refusal.fault().retry() == Fault.Retry.NEVER && refusal.fault().code() < 300) {
            line.countRefusal(refusal.fault());
        }
    }

    private void execute(long id, Wish.Ask<?> ask) {
        line.execute(ask.command())
                .map(answer -> frames.answer(id, out -> ask.write(answer, out)))
                .onSuccess(line::write)
                .onFailure(cause -> refuse(id, refusalOf(cause)));
    }

    private void acknowledge(long id, Wish.Acknowledge acknowledge) {
        for (Command.SessionMark mark : acknowledge.marks()) {
            line.acknowledge(mark.conversation(), mark.time());
        }
        if (acknowledge.changes() > 0) {
            line.acknowledgeChanges(Math.min(acknowledge.changes(), Math.max(changesTold, line.changesPushed())));
        }
        if (id != Json.NO_ID) {
            line.write(frames.answer(id, out -> {}));
        }
    }

    private void ping(long id) {
        if (id != Json.NO_ID) {
            line.write(frames.answer(id, out -> {
                out.writeNumberField("since", line.pushedUpTo());
                out.writeNumberField("changes", line.changesPushed());
                out.writeStringField("epoch", epoch);
            }));
        }
    }

    private void login(long id, Wish.Login login) {
        if (loginAsked) {
            refuse(id, new FaultException(Fault.FORBIDDEN, "login"));
            return;
        }
        loginAsked = true;
        line.login(login.account(), login.token(), login.deviceId(), login.clientType())
                .onSuccess(loggedIn -> welcome(id, login, loggedIn))
                .onFailure(cause -> turnAway(id, refusalOf(cause)));
    }

    private void welcome(long id, Wish.Login login, Answer.LoggedIn loggedIn) {
        epoch = loggedIn.epoch();
        line.write(frames.answer(id, out -> writeLoggedIn(loggedIn, out)));
        // One after the other: a client with few commands at once has its own to ask.
        tellBroadcasts().onComplete(told -> tellStatuses(""));
        boolean knows = login.epoch().equals(epoch);
        line.startSync(knows ? login.since() : 0, knows ? login.changes() : 0);
    }

    private Future<Answer> tellBroadcasts() {
        return line.execute(new Command.GetBroadcasts())
                // Dropped if it fails: what this device does not have comes at its next login.
                .onSuccess(answer -> ((Answer.Broadcasts) answer)
                        .broadcasts()
                        .forEach(broadcast -> line.write(BroadcastVerbs.event(broadcast, frames))));
    }

    private void tellStatuses(String page) {
        line.execute(new StatusCommand.GetStatuses(page))
                // Dropped if it fails: a client that wants to be sure asks.
                .map(Answer.Statuses.class::cast)
                .onSuccess(answer -> {
                    if (!answer.statuses().isEmpty()) {
                        line.write(StatusVerbs.event(answer.statuses(), frames));
                    }
                    if (!answer.nextPage().isEmpty()) {
                        tellStatuses(answer.nextPage());
                    }
                });
    }

    /** A login that may succeed later may be asked again on the same socket, within its time. */
    private void turnAway(long id, FaultException refusal) {
        Fault fault = refusal.fault();
        loginAsked = false;
        refuse(id, refusal);
        if (fault == Fault.UNAUTHENTICATED || fault == Fault.TOO_MANY_CONNECTIONS) {
            told = fault;
            line.close(new Closing.Refused(fault));
        }
    }

    private void writeLoggedIn(Answer.LoggedIn loggedIn, JsonGenerator out) throws IOException {
        LimitsConfig limits = line.limits();
        long idleMillis = limits.idleTimeout().toMillis();
        out.writeStringField("account", loggedIn.account());
        out.writeStringField("connectionId", line.connectionId());
        out.writeBooleanField("newDevice", loggedIn.newDevice());
        SessionWriter.card("card", loggedIn.card(), out);
        SessionWriter.devices(loggedIn.others(), out);
        out.writeStringField("epoch", epoch);
        out.writeNumberField("time", loggedIn.time());
        out.writeNumberField("heartbeatMillis", Math.max(1, Math.min(HEARTBEAT_MILLIS_MAX, idleMillis / 3)));
        out.writeNumberField("idleMillis", idleMillis);
        out.writeObjectFieldStart("limits");
        out.writeNumberField("bodyChars", limits.bodyCharsMax());
        out.writeNumberField("attachBytes", limits.attachBytesMax());
        out.writeNumberField("extBytes", limits.extBytesMax());
        out.writeNumberField("frameBytes", limits.frameBytesMax());
        out.writeNumberField("page", limits.pageMax());
        out.writeNumberField("inFlight", limits.inFlightMax());
        out.writeEndObject();
    }

    @Override
    public List<String> farewell(Closing closing) {
        if (closing instanceof Closing.Kicked kicked) {
            return List.of(events.kicked(new Event.Kicked(kicked.reason(), kicked.by())));
        }
        if (closing instanceof Closing.Draining draining) {
            return List.of(frames.event(
                    "reconnect", out -> out.writeNumberField("delayMillis", draining.reconnectDelayMillis())));
        }
        if (closing instanceof Closing.Refused refused
                && refused.fault() != told
                && refused.fault() != Fault.TOO_SLOW) {
            return List.of(frames.refused(new FaultException(refused.fault())));
        }
        return List.of();
    }

    @Override
    public int closeCode(Closing closing) {
        return Spelling.closeCode(closing);
    }

    @Override
    public List<String> syncPage(Answer.SyncPage page, boolean first, boolean last) {
        changesTold = Math.max(changesTold, page.changeNumber());
        SyncWriter writer = new SyncWriter(frames, account());
        List<String> written = new ArrayList<>(writer.write(page));
        if (last) {
            written.add(writer.synced(page, epoch));
        }
        return written;
    }

    @Override
    public List<String> session(SessionState state) {
        return List.of(frames.event("session", out -> {
            out.writeFieldName("session");
            SessionWriter.session(state, account(), false, out);
        }));
    }

    @Override
    public String refusal(Fault fault) {
        return frames.refused(new FaultException(fault));
    }

    private String account() {
        Caller caller = line.caller();
        if (caller == null) {
            throw new IllegalStateException("nobody is logged in, so nothing can be synced");
        }
        return caller.account();
    }

    private static FaultException refusalOf(Throwable cause) {
        if (cause instanceof FaultException refusal) {
            return refusal;
        }
        LOG.error("A request failed with a bug", cause);
        return new FaultException(Fault.INTERNAL);
    }
}
