package io.posthouse.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.posthouse.model.Caller;
import io.posthouse.model.ClientType;
import io.posthouse.model.Draft;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import io.posthouse.model.Setting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON text of a stored message: what the sender's node knew, under the names of the protocol. What the store adds
 * (seq, time, idServer, refused) is not in it. Readers ignore unknown keys.
 */
final class MessageText {
    private static final JsonFactory JSON = new JsonFactory();

    private MessageText() {}

    static byte[] write(Caller caller, Draft draft) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("scene", draft.scene().wireName());
            json.writeStringField("from", caller.account());
            json.writeStringField("to", draft.to());
            json.writeStringField("type", draft.type().wireName());
            writeText(json, "body", draft.body());
            writeText(json, "attach", draft.attach());
            writeText(json, "ext", draft.ext());
            json.writeStringField("idClient", draft.idClient());
            json.writeStringField("fromClientType", caller.clientType().wireName());
            json.writeStringField("fromDeviceId", caller.deviceId());
            writeText(json, "fromNick", caller.nick());
            if (draft.subType() != null) {
                json.writeNumberField("subType", draft.subType());
            }
            writeSetting(json, draft.setting());
            writeText(json, "pushInfo", draft.pushInfo());
            writeText(json, "thread", draft.thread());
            writeText(json, "extra", draft.extra());
            if (draft.needAck()) {
                json.writeBooleanField("needAck", true);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static Message read(byte[] text, long seq, long time, String idServer, boolean refused) {
        Map<String, String> fields = fields(text);
        Draft draft = new Draft(
                known(fields, "scene", Scene::of),
                need(fields, "to"),
                known(fields, "type", MessageType::of),
                fields.get("body"),
                fields.get("attach"),
                need(fields, "idClient"),
                fields.get("ext"),
                fields.containsKey("subType") ? Integer.valueOf(need(fields, "subType")) : null,
                setting(fields),
                fields.get("pushInfo"),
                fields.get("thread"),
                fields.get("extra"),
                fields.containsKey("needAck"));
        return new Message(
                need(fields, "from"),
                known(fields, "fromClientType", ClientType::of),
                need(fields, "fromDeviceId"),
                fields.get("fromNick"),
                draft,
                seq,
                time,
                idServer,
                refused);
    }

    /** All scalar fields of a flat object as text. */
    static Map<String, String> fields(byte[] text) {
        Map<String, String> fields = new HashMap<>(24);
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken token = json.nextToken();
                if (token.isStructStart()) {
                    json.skipChildren();
                } else if (token != JsonToken.VALUE_NULL) {
                    fields.put(name, json.getText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an entry's text is no JSON", e);
        }
        return fields;
    }

    static void writeText(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void writeSetting(JsonGenerator json, Setting setting) throws IOException {
        String off = (setting.needSaveHistory() ? "" : "h")
                + (setting.needRoaming() ? "" : "r")
                + (setting.needOffline() ? "" : "o")
                + (setting.needSelfSync() ? "" : "s")
                + (setting.needUpdateSession() ? "" : "u")
                + (setting.resendFlag() ? "f" : "");
        if (!off.isEmpty()) {
            json.writeStringField("not", off);
        }
    }

    private static Setting setting(Map<String, String> fields) {
        String off = fields.getOrDefault("not", "");
        return off.isEmpty()
                ? Setting.DEFAULT
                : new Setting(
                        off.indexOf('h') < 0,
                        off.indexOf('r') < 0,
                        off.indexOf('o') < 0,
                        off.indexOf('s') < 0,
                        off.indexOf('u') < 0,
                        off.indexOf('f') >= 0);
    }

    private static <T> T known(Map<String, String> fields, String name, Words<T> words) {
        return words.of(need(fields, name))
                .orElseThrow(() -> new IllegalStateException("an entry's text has an unknown " + name));
    }

    static String need(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalStateException("an entry's text lacks " + name);
        }
        return value;
    }

    /** The words of an enumeration. */
    private interface Words<T> {
        Optional<T> of(String word);
    }
}
