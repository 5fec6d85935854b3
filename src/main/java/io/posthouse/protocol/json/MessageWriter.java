package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Draft;
import io.posthouse.model.Message;
import io.posthouse.model.Recalled;
import io.posthouse.model.Setting;
import io.posthouse.model.SysMsg;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes MESSAGE, RECALL and SYSMSG. Fields without a value are left out. */
final class MessageWriter {
    private MessageWriter() {}

    static void message(String field, Message message, JsonGenerator out) throws IOException {
        out.writeFieldName(field);
        message(message, out);
    }

    static void message(Message message, JsonGenerator out) throws IOException {
        Draft draft = message.draft();
        out.writeStartObject();
        out.writeStringField("scene", draft.scene().wireName());
        out.writeStringField("from", message.from());
        out.writeStringField("to", draft.to());
        out.writeStringField("type", draft.type().wireName());
        text("body", draft.body(), out);
        text("attach", draft.attach(), out);
        text("ext", draft.ext(), out);
        out.writeStringField("idClient", draft.idClient());
        out.writeStringField("idServer", message.idServer());
        out.writeNumberField("seq", message.seq());
        out.writeNumberField("time", message.time());
        out.writeStringField("fromClientType", message.fromClientType().wireName());
        if (!message.fromDeviceId().isEmpty()) {
            out.writeStringField("fromDeviceId", message.fromDeviceId());
        }
        text("fromNick", message.fromNick(), out);
        if (draft.subType() != null) {
            out.writeNumberField("subType", draft.subType());
        }
        setting(draft.setting(), out);
        opaque("pushInfo", draft.pushInfo(), out);
        opaque("threadMessageInfo", draft.thread(), out);
        opaque("extra", draft.extra(), out);
        if (draft.needAck()) {
            out.writeObjectFieldStart("teamSpecializationInfo");
            out.writeBooleanField("needACK", true);
            out.writeEndObject();
        }
        if (message.refused()) {
            out.writeBooleanField("refused", true);
        }
        out.writeEndObject();
    }

    static void recall(String field, Recalled recalled, JsonGenerator out) throws IOException {
        out.writeFieldName(field);
        recall(recalled, out);
    }

    static void recall(Recalled recalled, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("scene", recalled.conversation().scene().wireName());
        out.writeStringField("from", recalled.from());
        out.writeStringField("to", recalled.conversation().targetOf(recalled.from()));
        out.writeStringField("messageFrom", recalled.messageFrom());
        out.writeStringField("idServer", recalled.idServer());
        out.writeStringField("idClient", recalled.idClient());
        out.writeNumberField("messageTime", recalled.messageTime());
        out.writeNumberField("messageSeq", recalled.messageSeq());
        out.writeNumberField("seq", recalled.seq());
        out.writeNumberField("time", recalled.time());
        text("ps", recalled.ps(), out);
        text("attach", recalled.attach(), out);
        text("fromNick", recalled.fromNick(), out);
        out.writeStringField("fromDeviceId", recalled.fromDeviceId());
        out.writeEndObject();
    }

    static void sysMsg(SysMsg sysMsg, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("scene", sysMsg.scene().wireName());
        out.writeStringField("from", sysMsg.from());
        out.writeStringField("to", sysMsg.to());
        text("attach", sysMsg.attach(), out);
        text("ext", sysMsg.ext(), out);
        opaque("pushInfo", sysMsg.pushInfo(), out);
        out.writeNumberField("time", sysMsg.time());
        if (sysMsg.seq() > 0) {
            out.writeStringField("idServer", sysMsg.idServer());
            out.writeNumberField("seq", sysMsg.seq());
        }
        if (sysMsg.needSaveOffline()) {
            out.writeBooleanField("needSaveOffline", true);
        }
        out.writeEndObject();
    }

    private static void setting(Setting setting, JsonGenerator out) throws IOException {
        if (setting.equals(Setting.DEFAULT)) {
            return;
        }
        out.writeObjectFieldStart("setting");
        unless(true, "needSaveHistory", setting.needSaveHistory(), out);
        unless(true, "needRoaming", setting.needRoaming(), out);
        unless(true, "needOffline", setting.needOffline(), out);
        unless(true, "needSelfSync", setting.needSelfSync(), out);
        unless(true, "needUpdateSession", setting.needUpdateSession(), out);
        unless(false, "resendFlag", setting.resendFlag(), out);
        out.writeEndObject();
    }

    private static void unless(boolean usual, String field, boolean flag, JsonGenerator out) throws IOException {
        if (flag != usual) {
            out.writeBooleanField(field, flag);
        }
    }

    static void text(String field, @Nullable String value, JsonGenerator out) throws IOException {
        if (value != null) {
            out.writeStringField(field, value);
        }
    }

    static void opaque(String field, @Nullable String json, JsonGenerator out) throws IOException {
        if (json != null) {
            out.writeFieldName(field);
            out.writeRawValue(json);
        }
    }
}
