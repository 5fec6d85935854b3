package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Answer;
import io.posthouse.model.Broadcast;
import io.posthouse.model.Command;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** What is said to all accounts, and that a device has it. */
final class BroadcastVerbs {
    static final int IDS_MAX = 100;

    private BroadcastVerbs() {}

    static List<Verb> all() {
        return List.of(Verbs.command(
                "ackBroadcasts",
                Set.of("ids"),
                in -> new Command.AcknowledgeBroadcasts(in.numbers("ids", IDS_MAX)),
                Answer.Done.class,
                MessageVerbs::writeDone));
    }

    static String event(Broadcast broadcast, Frames frames) {
        return frames.event("broadcastMsgs", out -> {
            out.writeArrayFieldStart("msgs");
            write(broadcast, out);
            out.writeEndArray();
        });
    }

    private static void write(Broadcast broadcast, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeNumberField("id", broadcast.id());
        MessageWriter.text("from", broadcast.from(), out);
        out.writeStringField("body", broadcast.body());
        out.writeNumberField("time", broadcast.time());
        out.writeEndObject();
    }
}
