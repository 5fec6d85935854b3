package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Command.SessionMark;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event.Change;
import io.posthouse.model.SessionCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is asked about sessions: list them, move read marks, note something about them. */
final class SessionVerbs {
    static final int MARKS_MAX = 100;
    static final int SESSIONS_MAX = 100;

    private SessionVerbs() {}

    static List<Verb> all(int pageMax) {
        return List.of(
                Verb.request("read", () -> new TreeBody(Set.of("marks"), SessionVerbs::read)),
                Verb.request(
                        "sessions",
                        () -> new TreeBody(Set.of("after", "before", "limit"), in -> sessions(in, pageMax))),
                Verb.request("session", () -> new TreeBody(Set.of("scene", "to"), SessionVerbs::session)),
                Verbs.command(
                        "updateSession",
                        Set.of("scene", "to", "ext"),
                        in -> new SessionCommand.UpdateSession(in.conversation(), in.text("ext")),
                        Answer.Done.class,
                        MessageVerbs::writeDone),
                Verbs.command(
                        "deleteSessions",
                        Set.of("sessions"),
                        in -> new SessionCommand.DeleteSessions(named(in)),
                        Answer.Done.class,
                        MessageVerbs::writeDone),
                Verbs.command(
                        "dropRoaming",
                        Set.of("sessions"),
                        in -> new SessionCommand.DropRoaming(named(in)),
                        Answer.Done.class,
                        MessageVerbs::writeDone));
    }

    private static Wish read(Fields in) {
        String account = in.caller().account();
        List<SessionMark> marks = new ArrayList<>();
        in.map("marks", MARKS_MAX).forEach((sessionId, time) -> marks.add(mark(sessionId, time, account)));
        return new Wish.Ask<>(
                new Command.MarkRead(marks),
                Answer.ReadMarks.class,
                (answer, out) -> SessionWriter.sessions(answer.sessions(), account, false, out));
    }

    private static SessionMark mark(String sessionId, Object time, String account) {
        Long number = time instanceof Long whole ? whole : null;
        return new SessionMark(
                Forms.session(sessionId, account, "marks"), Forms.within(1, Values.NUMBER_MAX, number, "marks"));
    }

    private static Wish sessions(Fields in, int pageMax) {
        String account = in.caller().account();
        Command.GetSessions command = new Command.GetSessions(
                in.number("after", 0, Values.NUMBER_MAX, 0), in.number("before", 0, Values.NUMBER_MAX, 0), (int)
                        in.number("limit", 1, pageMax, pageMax));
        return new Wish.Ask<>(command, Answer.Sessions.class, (answer, out) -> Pages.sessions(answer, account, out));
    }

    private static Wish session(Fields in) {
        String account = in.caller().account();
        return new Wish.Ask<>(
                new SessionCommand.GetSession(in.conversation()), Answer.OneSession.class, (answer, out) -> {
                    out.writeFieldName("session");
                    SessionWriter.session(answer.session(), account, true, out);
                });
    }

    private static List<Conversation> named(Fields in) {
        String account = in.caller().account();
        return in.texts("sessions", SESSIONS_MAX, name -> Forms.session(name, account, "sessions"));
    }

    /** The rest of an account change of kind {@code session}. */
    static void updated(Change.SessionUpdated updated, String account, JsonGenerator out) throws IOException {
        out.writeStringField("sessionId", updated.conversation().sessionIdOf(account));
        MessageWriter.text("ext", updated.ext(), out);
    }

    /** The rest of one of kind {@code sessionsDeleted}. */
    static void deleted(Change.SessionsDeleted deleted, String account, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("sessionIds");
        for (Conversation conversation : deleted.conversations()) {
            out.writeString(conversation.sessionIdOf(account));
        }
        out.writeEndArray();
    }
}
