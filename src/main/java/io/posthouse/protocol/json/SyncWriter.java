package io.posthouse.protocol.json;

import io.posthouse.model.Answer;
import io.posthouse.model.Event.AccountChanged;
import io.posthouse.model.Message;
import io.posthouse.model.Recalled;
import io.posthouse.model.SessionState;
import io.posthouse.model.SessionSync;
import java.util.ArrayList;
import java.util.List;

/** Turns one page of a sync into frames, in the order that protocol.md promises, none of them long. */
final class SyncWriter {
    private final Frames frames;
    private final EventWriter events;
    private final String account;

    SyncWriter(Frames frames, String account) {
        this.frames = frames;
        this.events = new EventWriter(frames);
        this.account = account;
    }

    List<String> write(Answer.SyncPage page) {
        List<String> written = new ArrayList<>();
        if (page.relations() != null) {
            Answer.Relations relations = page.relations();
            written.add(frames.event("relations", out -> SessionWriter.relations(relations, out)));
        }
        for (AccountChanged changed : page.changes()) {
            written.add(events.change(changed, account));
        }
        if (!page.sessions().isEmpty()) {
            sessions(page.sessions().stream().map(SessionSync::state).toList(), written);
        }
        for (SessionSync session : page.sessions()) {
            news(session, written);
        }
        return written;
    }

    String synced(Answer.SyncPage page, String epoch) {
        return frames.event("synced", out -> {
            out.writeNumberField("since", page.syncTime());
            out.writeNumberField("changes", page.changeNumber());
            out.writeStringField("epoch", epoch);
        });
    }

    private void sessions(List<SessionState> states, List<String> written) {
        for (List<SessionState> part : Pages.split(states, Pages::weight)) {
            written.add(frames.event("sessions", out -> SessionWriter.sessions(part, account, true, out)));
        }
    }

    private void news(SessionSync session, List<String> written) {
        // A cut is told even if the cap left nothing to send (D6).
        boolean cutAlone = session.cutBefore() > 0
                && session.offline().isEmpty()
                && session.roaming().isEmpty();
        if (!session.offline().isEmpty() || cutAlone) {
            messages("syncOfflineMsgs", session, session.offline(), written);
        }
        if (!session.roaming().isEmpty()) {
            messages("syncRoamingMsgs", session, session.roaming(), written);
        }
        if (!session.recalls().isEmpty()) {
            recalls(session.recalls(), written);
        }
    }

    private void messages(String event, SessionSync session, List<Message> messages, List<String> written) {
        String sessionId = session.state().conversation().sessionIdOf(account);
        for (List<Message> part : Pages.split(messages, Pages::weight)) {
            written.add(frames.event(event, out -> {
                out.writeStringField("sessionId", sessionId);
                out.writeArrayFieldStart("msgs");
                for (Message message : part) {
                    MessageWriter.message(message, out);
                }
                out.writeEndArray();
                out.writeNumberField("cutBefore", session.cutBefore());
            }));
        }
    }

    private void recalls(List<Recalled> recalls, List<String> written) {
        for (List<Recalled> part : Pages.split(recalls, SyncWriter::weight)) {
            written.add(frames.event("syncRecalls", out -> {
                out.writeArrayFieldStart("recalls");
                for (Recalled recalled : part) {
                    MessageWriter.recall(recalled, out);
                }
                out.writeEndArray();
            }));
        }
    }

    private static int weight(Recalled recalled) {
        String ps = recalled.ps();
        String attach = recalled.attach();
        return 512 + (ps == null ? 0 : ps.length()) + (attach == null ? 0 : attach.length());
    }
}
