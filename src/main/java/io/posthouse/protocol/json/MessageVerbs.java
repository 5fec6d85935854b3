package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Event;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** What is asked about messages: send, take back, say it was read, look up, delete, clear. */
final class MessageVerbs {
    static final int DELETED_MAX = 100;

    private MessageVerbs() {}

    static List<Verb> all(int pageMax) {
        Set<String> history = Set.of("scene", "to", "beginTime", "endTime", "lastMsgId", "limit", "reverse", "types");
        return List.of(
                Verb.request("send", SendBody::new),
                Verb.request("sendSysMsg", SysMsgBody::new),
                Verbs.command(
                        "recall",
                        Set.of("scene", "to", "from", "idClient", "idServer", "ps", "attach"),
                        MessageVerbs::recall,
                        Answer.RecallDone.class,
                        (answer, out) -> MessageWriter.recall("recall", answer.recalled(), out)),
                Verbs.command(
                        "receipt",
                        Set.of("scene", "to", "time", "idClient"),
                        MessageVerbs::receipt,
                        Answer.ReceiptSent.class,
                        (answer, out) -> out.writeNumberField("time", answer.time())),
                Verbs.command("history", history, in -> history(in, pageMax), Answer.Messages.class, Pages::messages),
                Verbs.command(
                        "delete",
                        Set.of("msgs"),
                        in -> new Command.DeleteMessages(in.objects("msgs", DELETED_MAX, MessageVerbs::deleted)),
                        Answer.Done.class,
                        MessageVerbs::writeDone),
                Verbs.command(
                        "clear",
                        Set.of("scene", "to"),
                        in -> new Command.ClearHistory(in.conversation()),
                        Answer.Done.class,
                        MessageVerbs::writeDone));
    }

    static void writeDone(Answer.Done answer, JsonGenerator out) throws IOException {
        out.writeNumberField("time", answer.time());
    }

    static void writeSent(Answer.Sent answer, JsonGenerator out) throws IOException {
        MessageWriter.message("msg", answer.message(), out);
        out.writeStringField("durability", answer.durability());
        out.writeBooleanField("duplicate", answer.duplicate());
    }

    private static Command.ClientCommand recall(Fields in) {
        return new Command.Recall(
                in.conversation(),
                in.account("from", in.caller().account()),
                in.id("idClient"),
                in.idServer("idServer"),
                in.text("ps"),
                in.text("attach"));
    }

    private static Command.ClientCommand receipt(Fields in) {
        String idClient = in.text("idClient") == null ? null : in.id("idClient");
        if (Forms.scene(in.text("scene"), in.path("scene")) != Scene.P2P) {
            throw Values.invalid(in.path("scene"));
        }
        return new Command.SendReceipt(in.conversation(), in.number("time", 1, Values.NUMBER_MAX), idClient);
    }

    private static Command.ClientCommand history(Fields in, int pageMax) {
        List<MessageType> types =
                in.textsOrNone("types", MessageType.values().length, name -> Forms.type(name, "types"));
        return new Command.GetHistory(
                in.conversation(),
                in.number("beginTime", 0, Values.NUMBER_MAX, 0),
                in.number("endTime", 0, Values.NUMBER_MAX, 0),
                in.idServer("lastMsgId"),
                (int) in.number("limit", 1, pageMax, pageMax),
                in.flag("reverse", false),
                Set.copyOf(types));
    }

    private static Event.DeletedMessage deleted(Fields in) {
        return new Event.DeletedMessage(
                in.conversation(),
                in.idServer("idServer"),
                in.id("idClient"),
                in.account("from"),
                in.number("time", 1, Values.NUMBER_MAX),
                in.text("ext"));
    }
}
