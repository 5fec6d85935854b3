package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** What is asked about files on the socket: leave to upload one, and a fresh link to one. The bytes go over HTTP. */
final class FileVerbs {
    private static final int FILE_CHARS = 32;
    private static final int NAME_CHARS_MAX = 255;
    private static final int TYPE_CHARS_MAX = 121;

    private FileVerbs() {}

    static List<Verb> all() {
        return List.of(
                Verbs.command(
                        "upload",
                        Set.of("size", "name", "type"),
                        FileVerbs::open,
                        Answer.UploadOpened.class,
                        FileVerbs::writeOpened),
                Verbs.command(
                        "fileLink",
                        Set.of("file"),
                        in -> new Command.LinkFile(Forms.required(in.text("file", FILE_CHARS), in.path("file"))),
                        Answer.FileLink.class,
                        FileVerbs::writeLink));
    }

    private static Command.ClientCommand open(Fields in) {
        String name = in.text("name", NAME_CHARS_MAX);
        String type = in.text("type", TYPE_CHARS_MAX);
        return new Command.OpenUpload(
                in.number("size", 0, Values.NUMBER_MAX, 0), name == null ? "" : name, type == null ? "" : type);
    }

    private static void writeLink(Answer.FileLink answer, JsonGenerator out) throws IOException {
        out.writeStringField("query", answer.query());
        out.writeNumberField("expires", answer.expires());
    }

    private static void writeOpened(Answer.UploadOpened answer, JsonGenerator out) throws IOException {
        out.writeStringField("file", answer.file());
        out.writeStringField("token", answer.token());
        out.writeStringField("path", "/uploads/" + answer.file());
        out.writeNumberField("expires", answer.expires());
        out.writeNumberField("bytesMax", answer.bytesMax());
        out.writeNumberField("chunkBytesMax", answer.chunkBytesMax());
    }
}
