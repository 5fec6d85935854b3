package io.posthouse.protocol.nim;

import io.posthouse.connection.Closing;
import io.posthouse.connection.Dialogue;
import io.posthouse.connection.Line;
import io.posthouse.model.Answer;
import io.posthouse.model.Entry;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.SessionState;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The NIM wire on one socket: finds the row of what is asked, has it done, and answers. */
final class NimDialogue implements Dialogue {
    private static final Logger LOG = LoggerFactory.getLogger(NimDialogue.class);
    /** Refusals from here on are about the state of things, and no sign of a client that goes wrong. */
    private static final int STATE_FAULTS = 300;

    private final Line line;
    private final Map<String, Row> rows;
    private final Desk desk;
    private @Nullable Asked sync;

    NimDialogue(Line line, Map<String, Row> rows) {
        this.line = line;
        this.rows = rows;
        this.desk = new Desk(line);
    }

    @Override
    public void onFrame(String text) {
        Asked asked;
        Row row;
        Future<Reply> reply;
        Asked heads = Asked.heads(text);
        if (heads == null) {
            line.close(new Closing.Refused(Fault.MALFORMED));
            return;
        }
        Row known = rows.get(heads.id());
        try {
            asked = Asked.read(text);
            row = find(known);
            reply = apply(row, asked);
        } catch (FaultException refusal) {
            refuse(heads, known, refusal);
            return;
        }
        reply.onSuccess(done -> answer(asked, done)).onFailure(cause -> refuse(asked, row, refusalOf(cause)));
        desk.deliveries().probeIfDue();
    }

    private Row find(@Nullable Row known) {
        if (known == null) {
            throw new FaultException(Fault.UNKNOWN_COMMAND);
        }
        if (known.needsLogin() && line.caller() == null) {
            throw new FaultException(Fault.NOT_LOGGED_IN);
        }
        return known;
    }

    private Future<Reply> apply(Row row, Asked asked) {
        if (row.id().equals(SyncFunction.ID)) {
            if (sync != null) {
                throw new FaultException(Fault.FORBIDDEN, SyncFunction.ID);
            }
            Future<Reply> begun = row.function().apply(new Args(asked.values()), desk);
            sync = asked;
            return begun;
        }
        return row.function().apply(new Args(asked.values()), desk);
    }

    private void answer(Asked asked, Reply reply) {
        if (!reply.isSilent()) {
            line.write(Packets.answer(asked, reply));
        }
    }

    private void refuse(Asked asked, @Nullable Row row, FaultException refusal) {
        Fault fault = refusal.fault();
        if (asked.equals(sync) && fault.retry() != Fault.Retry.NEVER) {
            // A client that is told of a refusal takes itself for synced.
            line.close(new Closing.Refused(fault));
            return;
        }
        int code = row == null ? Spelling.codeOf(fault) : row.spelling().applyAsInt(fault);
        line.write(Packets.answer(asked, Reply.refused(code)));
        if (fault.retry() == Fault.Retry.NEVER && fault.code() < STATE_FAULTS) {
            line.countRefusal(fault);
        }
    }

    @Override
    public void pushed(Entry entry) {
        desk.deliveries().told(entry, desk.account(), false);
        desk.newTeams().pushed(entry);
        desk.deliveries().probeIfDue();
    }

    @Override
    public void pageWritten() {
        desk.deliveries().probeIfDue();
    }

    @Override
    public boolean isBehind() {
        return desk.deliveries().isBehind();
    }

    @Override
    public void onProbed(long number) {
        desk.deliveries().onProbed(number);
    }

    @Override
    public List<String> syncPage(Answer.SyncPage page, boolean first, boolean last) {
        List<String> packets = new ArrayList<>(new SyncPackets(desk).write(page));
        if (last && sync != null) {
            packets.add(Packets.answer(sync, Reply.of(page.syncTime())));
            StatusFunctions.tell("", desk);
        }
        return packets;
    }

    @Override
    public List<String> session(SessionState state) {
        return SyncPackets.state(state, desk.account());
    }

    @Override
    public List<String> farewell(Closing closing) {
        if (closing instanceof Closing.Kicked kicked) {
            return List.of(Pushes.kicked(kicked.reason(), kicked.by()));
        }
        return List.of();
    }

    @Override
    public int closeCode(Closing closing) {
        return Spelling.closeCode(closing);
    }

    private static FaultException refusalOf(Throwable cause) {
        if (cause instanceof FaultException refusal) {
            return refusal;
        }
        LOG.error("A request failed with a bug", cause);
        return new FaultException(Fault.INTERNAL);
    }
}
