package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Answer;
import io.posthouse.model.ArchiveCommand.GetMessages;
import io.posthouse.model.ArchiveCommand.GetThread;
import io.posthouse.model.ArchiveCommand.MessageName;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** What is looked up in what was said: single messages, threads. */
final class ArchiveVerbs {
    static final int NAMES_MAX = 100;

    private ArchiveVerbs() {}

    static List<Verb> all(int pageMax) {
        Set<String> thread =
                Set.of("scene", "to", "idServer", "time", "beginTime", "endTime", "lastMsgId", "limit", "reverse");
        return List.of(
                Verbs.command(
                        "messages",
                        Set.of("msgs"),
                        in -> new GetMessages(in.objects("msgs", NAMES_MAX, ArchiveVerbs::name)),
                        Answer.Messages.class,
                        Pages::messages),
                Verbs.command(
                        "thread",
                        thread,
                        in -> thread(in, pageMax),
                        Answer.ThreadRead.class,
                        ArchiveVerbs::writeThread));
    }

    private static MessageName name(Fields in) {
        return new MessageName(
                in.conversation(),
                Forms.someIdServer(in.text("idServer"), in.path("idServer")),
                in.number("time", 1, Values.NUMBER_MAX));
    }

    private static GetThread thread(Fields in, int pageMax) {
        return new GetThread(
                name(in),
                in.number("beginTime", 0, Values.NUMBER_MAX, 0),
                in.number("endTime", 0, Values.NUMBER_MAX, 0),
                in.idServer("lastMsgId"),
                (int) in.number("limit", 1, pageMax, pageMax),
                in.flag("reverse", false));
    }

    private static void writeThread(Answer.ThreadRead answer, JsonGenerator out) throws IOException {
        MessageWriter.message("root", answer.root(), out);
        Pages.messages(new Answer.Messages(answer.replies(), answer.more()), out);
        out.writeNumberField("total", answer.total());
        out.writeNumberField("lastTime", answer.lastTime());
    }
}
