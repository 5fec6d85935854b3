package io.posthouse.protocol.json;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Command.SessionMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is asked about sessions: list them, move read marks. */
final class SessionVerbs {
    static final int MARKS_MAX = 100;

    private SessionVerbs() {}

    static List<Verb> all(int pageMax) {
        return List.of(
                Verb.request("read", () -> new TreeBody(Set.of("marks"), SessionVerbs::read)),
                Verb.request("sessions", () -> new TreeBody(Set.of("before", "limit"), in -> sessions(in, pageMax))));
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
                in.number("before", 0, Values.NUMBER_MAX, 0), (int) in.number("limit", 1, pageMax, pageMax));
        return new Wish.Ask<>(command, Answer.Sessions.class, (answer, out) -> Pages.sessions(answer, account, out));
    }
}
