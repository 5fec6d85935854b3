package io.posthouse.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Entry;
import io.posthouse.model.Message;
import io.posthouse.model.Recalled;
import io.vertx.redis.client.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Between entries of a log and the model. An entry is its id {@code <time>-<seq>}, a header of lines for the scripts (kind
 * and flags, type, from, device, idClient, for a recall the message's seq and time, the two running counts) and a JSON text.
 */
final class Entries {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int NUMBER_DIGITS = 12;

    private Entries() {}

    /** What stands between the flags and the counts (a recall: and the message's seq) in the header. */
    static String head(String type, Caller caller, String idClient) {
        return "\n" + type + "\n" + caller.account() + "\n" + Sides.requireLine(caller.deviceId(), "deviceId") + "\n"
                + Sides.requireLine(idClient, "idClient");
    }

    static byte[] recallText(Caller caller, Command.Recall recall) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(128);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("messageFrom", recall.messageFrom());
            MessageText.writeText(json, "fromNick", caller.nick());
            MessageText.writeText(json, "ps", recall.ps());
            MessageText.writeText(json, "attach", recall.attach());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Seq and conversation number in one: grows inside the conversation, unique over all. */
    static String idServer(long seq, long number) {
        String digits = Long.toString(number);
        return seq + "0".repeat(Math.max(0, NUMBER_DIGITS - digits.length())) + digits;
    }

    /** The seq in an {@code idServer}, 0 if it has not the form of one. */
    static long seqOf(String idServer) {
        int end = idServer.length() - NUMBER_DIGITS;
        if (end < 1 || end > 15 || !idServer.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        return Long.parseLong(idServer.substring(0, end));
    }

    static Entry read(Conversation conversation, long number, String id, String header, byte[] text) {
        int dash = id.indexOf('-');
        long time = Long.parseLong(id.substring(0, dash));
        long seq = Long.parseLong(id.substring(dash + 1));
        return switch (header.charAt(0)) {
            case 'r' -> recalled(conversation, number, time, seq, header.split("\n", -1), text);
            case 's' -> SysMsgs.read(conversation, number, time, seq, header.split("\n", -1), text);
            default -> message(number, time, seq, header, text);
        };
    }

    /** A message that was stored just now. */
    static Message message(Caller caller, Draft draft, long seq, long time, long number) {
        return new Message(
                caller.account(),
                caller.clientType(),
                caller.deviceId(),
                caller.nick(),
                draft,
                seq,
                time,
                idServer(seq, number),
                false);
    }

    static Message message(long number, long time, long seq, String header, byte[] text) {
        return MessageText.read(text, seq, time, idServer(seq, number), isSet(header, Flags.REFUSED));
    }

    /** @param id {@code <time>-<seq>} */
    static Message message(long number, String id, String header, Response text) {
        int dash = id.indexOf('-');
        return message(
                number,
                Long.parseLong(id.substring(0, dash)),
                Long.parseLong(id.substring(dash + 1)),
                header,
                text.toBytes());
    }

    static boolean isSet(String header, int flag) {
        int flags = 0;
        for (int i = 1; i < header.length() && header.charAt(i) != '\n'; i++) {
            flags = flags * 10 + header.charAt(i) - '0';
        }
        return (flags & flag) != 0;
    }

    /** The wire name of the message's type. */
    static String typeOf(String header) {
        int start = header.indexOf('\n') + 1;
        return header.substring(start, header.indexOf('\n', start));
    }

    static String fromOf(String header) {
        int type = header.indexOf('\n') + 1;
        int start = header.indexOf('\n', type) + 1;
        return header.substring(start, header.indexOf('\n', start));
    }

    private static Recalled recalled(
            Conversation conversation, long number, long time, long seq, String[] header, byte[] text) {
        Map<String, String> fields = MessageText.fields(text);
        long messageSeq = Long.parseLong(header[5]);
        return recalled(
                conversation,
                seq,
                time,
                new Recaller(header[2], header[3], fields.get("fromNick")),
                new Command.Recall(
                        conversation,
                        MessageText.need(fields, "messageFrom"),
                        header[4],
                        idServer(messageSeq, number),
                        fields.get("ps"),
                        fields.get("attach")),
                Long.parseLong(header[6]),
                messageSeq);
    }

    /** Who recalled. */
    record Recaller(
            String account, String deviceId, @Nullable String nick) {}

    static Recalled recalled(
            Conversation conversation,
            long seq,
            long time,
            Recaller by,
            Command.Recall recall,
            long messageTime,
            long messageSeq) {
        return new Recalled(
                conversation,
                seq,
                time,
                by.account(),
                by.deviceId(),
                by.nick(),
                recall.messageFrom(),
                recall.idServer(),
                recall.idClient(),
                messageTime,
                messageSeq,
                recall.ps(),
                recall.attach());
    }
}
