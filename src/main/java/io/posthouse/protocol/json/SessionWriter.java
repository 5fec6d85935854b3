package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Answer;
import io.posthouse.model.Card;
import io.posthouse.model.Gender;
import io.posthouse.model.OnlineDevice;
import io.posthouse.model.SessionState;
import java.io.IOException;
import java.util.List;

/** Writes SESSION, CARD, DEVICE and the relations. */
final class SessionWriter {
    private SessionWriter() {}

    /**
     * @param account whose sessions they are
     */
    static void sessions(List<SessionState> states, String account, boolean withLast, JsonGenerator out)
            throws IOException {
        out.writeArrayFieldStart("sessions");
        for (SessionState state : states) {
            session(state, account, withLast, out);
        }
        out.writeEndArray();
    }

    static void session(SessionState state, String account, boolean withLast, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("sessionId", state.conversation().sessionIdOf(account));
        out.writeStringField("scene", state.conversation().scene().wireName());
        out.writeStringField("to", state.conversation().targetOf(account));
        out.writeNumberField("unread", state.unread());
        out.writeNumberField("readTime", state.readTime());
        out.writeNumberField("receiptTime", state.receiptTime());
        out.writeNumberField("peerReceiptTime", state.peerReceiptTime());
        out.writeNumberField("highSeq", state.highSeq());
        out.writeNumberField("time", state.changedAt());
        MessageWriter.text("ext", state.ext(), out);
        if (state.deleted()) {
            out.writeBooleanField("deleted", true);
        }
        if (withLast && state.last() != null) {
            MessageWriter.message("lastMsg", state.last(), out);
        }
        out.writeEndObject();
    }

    static void card(String field, Card card, JsonGenerator out) throws IOException {
        out.writeFieldName(field);
        card(card, out);
    }

    static void card(Card card, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("account", card.account());
        MessageWriter.text("nick", card.nick(), out);
        MessageWriter.text("avatar", card.avatar(), out);
        MessageWriter.text("ext", card.ext(), out);
        MessageWriter.text("signature", card.signature(), out);
        Gender gender = card.gender();
        MessageWriter.text("gender", gender == null ? null : gender.wireName(), out);
        MessageWriter.text("email", card.email(), out);
        MessageWriter.text("birth", card.birth(), out);
        MessageWriter.text("tel", card.tel(), out);
        out.writeNumberField("createTime", card.createTime());
        out.writeNumberField("updateTime", card.updateTime());
        out.writeEndObject();
    }

    static void devices(List<OnlineDevice> devices, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("devices");
        for (OnlineDevice device : devices) {
            device(device, out);
        }
        out.writeEndArray();
    }

    static void device(OnlineDevice device, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("connectionId", device.connectionId());
        out.writeStringField("deviceId", device.deviceId());
        out.writeStringField("clientType", device.clientType().wireName());
        out.writeNumberField("loginTime", device.loginTime());
        out.writeEndObject();
    }

    static void relations(Answer.Relations relations, JsonGenerator out) throws IOException {
        accounts("black", relations.black(), out);
        accounts("mute", relations.mute(), out);
    }

    static void accounts(String field, List<String> accounts, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart(field);
        for (String account : accounts) {
            out.writeString(account);
        }
        out.writeEndArray();
    }
}
