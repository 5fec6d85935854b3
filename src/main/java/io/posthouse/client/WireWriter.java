package io.posthouse.client;

import io.posthouse.model.Draft;
import io.posthouse.model.MessageType;
import io.posthouse.model.Setting;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Writes what a client says, as protocol.md has it. */
final class WireWriter {
    private WireWriter() {}

    static JsonObject draft(Draft draft) {
        JsonObject json = new JsonObject()
                .put("scene", draft.scene().wireName())
                .put("to", draft.to())
                .put("type", draft.type().wireName())
                .put("idClient", draft.idClient());
        put(json, "body", draft.body());
        put(json, "attach", draft.attach());
        put(json, "ext", draft.ext());
        put(json, "subType", draft.subType());
        if (!draft.setting().equals(Setting.DEFAULT)) {
            json.put("setting", setting(draft.setting()));
        }
        put(json, "pushInfo", object(draft.pushInfo()));
        put(json, "threadMessageInfo", object(draft.thread()));
        put(json, "extra", object(draft.extra()));
        if (draft.needAck()) {
            json.put("teamSpecializationInfo", new JsonObject().put("needACK", true));
        }
        return json;
    }

    static JsonObject message(ChatMessage msg) {
        return new JsonObject()
                .put("scene", msg.scene().wireName())
                .put("to", msg.sessionTarget())
                .put("from", msg.from())
                .put("idServer", msg.idServer())
                .put("idClient", msg.idClient())
                .put("time", msg.time());
    }

    static JsonObject history(History history) {
        JsonObject json = new JsonObject()
                .put("scene", history.scene().wireName())
                .put("to", history.to())
                .put("beginTime", history.beginTime())
                .put("endTime", history.endTime())
                .put("limit", history.limit())
                .put("reverse", history.reverse());
        if (!history.lastMsgId().isEmpty()) {
            json.put("lastMsgId", history.lastMsgId());
        }
        if (!history.types().isEmpty()) {
            JsonArray types = new JsonArray();
            history.types().stream().map(MessageType::wireName).forEach(types::add);
            json.put("types", types);
        }
        return json;
    }

    private static JsonObject setting(Setting setting) {
        return new JsonObject()
                .put("needSaveHistory", setting.needSaveHistory())
                .put("needRoaming", setting.needRoaming())
                .put("needOffline", setting.needOffline())
                .put("needSelfSync", setting.needSelfSync())
                .put("needUpdateSession", setting.needUpdateSession())
                .put("resendFlag", setting.resendFlag());
    }

    static void put(JsonObject json, String key, @Nullable Object value) {
        if (value != null) {
            json.put(key, value);
        }
    }

    private static @Nullable JsonObject object(@Nullable String text) {
        return text == null ? null : new JsonObject(text);
    }
}
