package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Answer;
import io.posthouse.model.Event.Change;
import io.posthouse.model.SessionCommand;
import io.posthouse.model.StickTop;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** What is asked about sessions on top of the list, and how STICKTOP is written. */
final class StickTopVerbs {
    private StickTopVerbs() {}

    static List<Verb> all() {
        Set<String> fields = Set.of("scene", "to", "ext");
        return List.of(
                Verb.request(
                        "addStickTop",
                        () -> new TreeBody(
                                fields,
                                in -> stuck(in, new SessionCommand.AddStickTop(in.conversation(), in.text("ext"))))),
                Verb.request(
                        "updateStickTop",
                        () -> new TreeBody(
                                fields,
                                in -> stuck(in, new SessionCommand.UpdateStickTop(in.conversation(), in.text("ext"))))),
                Verbs.command(
                        "deleteStickTop",
                        Set.of("scene", "to"),
                        in -> new SessionCommand.DeleteStickTop(in.conversation()),
                        Answer.Done.class,
                        MessageVerbs::writeDone),
                Verb.request("stickTops", () -> new TreeBody(Set.of(), StickTopVerbs::list)));
    }

    private static Wish stuck(Fields in, SessionCommand command) {
        String account = in.caller().account();
        return new Wish.Ask<>(
                command, Answer.StuckOnTop.class, (answer, out) -> write("top", answer.top(), account, out));
    }

    private static Wish list(Fields in) {
        String account = in.caller().account();
        return new Wish.Ask<>(new SessionCommand.GetStickTops(0), Answer.StickTops.class, (answer, out) -> {
            out.writeArrayFieldStart("tops");
            for (StickTop top : answer.tops()) {
                write(top, account, out);
            }
            out.writeEndArray();
        });
    }

    private static void write(String field, StickTop top, String account, JsonGenerator out) throws IOException {
        out.writeFieldName(field);
        write(top, account, out);
    }

    private static void write(StickTop top, String account, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("sessionId", top.conversation().sessionIdOf(account));
        out.writeStringField("scene", top.conversation().scene().wireName());
        out.writeStringField("to", top.conversation().targetOf(account));
        MessageWriter.text("ext", top.ext(), out);
        out.writeNumberField("createTime", top.createTime());
        out.writeNumberField("updateTime", top.updateTime());
        out.writeEndObject();
    }

    /** The rest of an account change of kind {@code stickTop}. */
    static void changed(Change.StickTopChanged changed, String account, JsonGenerator out) throws IOException {
        out.writeStringField("deed", changed.deed().wireName());
        write("top", changed.top(), account, out);
    }
}
