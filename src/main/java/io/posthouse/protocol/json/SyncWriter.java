package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Answer;
import io.posthouse.model.Entry;
import io.posthouse.model.Event;
import io.posthouse.model.Event.AccountChanged;
import io.posthouse.model.Message;
import io.posthouse.model.Recalled;
import io.posthouse.model.SessionState;
import io.posthouse.model.SessionSync;
import io.posthouse.model.SysMsg;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
            written.add(change(changed));
        }
        if (!page.sessions().isEmpty()) {
            sessions(page.sessions().stream().map(SessionSync::state).toList(), written);
        }
        for (SessionSync session : page.sessions()) {
            news(session, written);
        }
        return written;
    }

    private String change(AccountChanged changed) {
        if (changed.change() instanceof Event.Change.SysMsgReceived received) {
            return frames.event("syncSysMsgs", out -> {
                out.writeNumberField("number", changed.number());
                out.writeArrayFieldStart("sysMsgs");
                MessageWriter.sysMsg(received.sysMsg(), out);
                out.writeEndArray();
            });
        }
        return events.change(changed, account);
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

    /** The session's news in the order of its log, whatever kind they are: so each may be acknowledged as it comes. */
    private void news(SessionSync session, List<String> written) {
        List<News> all = new ArrayList<>();
        session.offline().forEach(message -> all.add(new News("syncOfflineMsgs", message)));
        session.roaming().forEach(message -> all.add(new News("syncRoamingMsgs", message)));
        session.recalls().forEach(recalled -> all.add(new News("syncRecalls", recalled)));
        session.sysMsgs().forEach(sysMsg -> all.add(new News("syncSysMsgs", sysMsg)));
        all.sort(Comparator.comparingLong(news -> news.entry().seq()));
        if (all.isEmpty() && session.cutBefore() > 0) {
            // A cut is told even if the cap left nothing to send (D6).
            frame("syncOfflineMsgs", session, List.of(), written);
        }
        for (List<News> part : Pages.split(all, news -> weight(news.entry()))) {
            runs(session, part, written);
        }
    }

    /** Neighbours of one kind share a frame. */
    private void runs(SessionSync session, List<News> part, List<String> written) {
        int from = 0;
        for (int i = 1; i <= part.size(); i++) {
            if (i == part.size() || !part.get(i).event().equals(part.get(from).event())) {
                frame(part.get(from).event(), session, part.subList(from, i), written);
                from = i;
            }
        }
    }

    private void frame(String event, SessionSync session, List<News> run, List<String> written) {
        boolean messages = !event.equals("syncRecalls") && !event.equals("syncSysMsgs");
        String field = messages ? "msgs" : event.equals("syncRecalls") ? "recalls" : "sysMsgs";
        written.add(frames.event(event, out -> {
            out.writeStringField("sessionId", session.state().conversation().sessionIdOf(account));
            out.writeArrayFieldStart(field);
            for (News news : run) {
                entry(news.entry(), out);
            }
            out.writeEndArray();
            if (messages) {
                out.writeNumberField("cutBefore", session.cutBefore());
            }
        }));
    }

    private static void entry(Entry entry, JsonGenerator out) throws IOException {
        if (entry instanceof Message message) {
            MessageWriter.message(message, out);
        } else if (entry instanceof SysMsg sysMsg) {
            MessageWriter.sysMsg(sysMsg, out);
        } else {
            MessageWriter.recall((Recalled) entry, out);
        }
    }

    private static int weight(Entry entry) {
        if (entry instanceof Message message) {
            return Pages.weight(message);
        }
        if (entry instanceof SysMsg sysMsg) {
            return 512 + lengthOf(sysMsg.attach()) + lengthOf(sysMsg.ext()) + lengthOf(sysMsg.pushInfo());
        }
        String ps = ((Recalled) entry).ps();
        String attach = ((Recalled) entry).attach();
        return 512 + lengthOf(ps) + lengthOf(attach);
    }

    private static int lengthOf(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private record News(String event, Entry entry) {}
}
