package io.posthouse.client;

import io.posthouse.model.Broadcast;
import io.posthouse.model.Card;
import io.posthouse.model.ClientType;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Gender;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.OnlineDevice;
import io.posthouse.model.Recalled;
import io.posthouse.model.Scene;
import io.posthouse.model.Setting;
import io.posthouse.model.SysMsg;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what the gateway says, for one account. Unknown keys and values of a newer gateway do not break it. */
final class WireReader {
    private final String account;

    WireReader(String account) {
        this.account = account;
    }

    ChatMessage message(JsonObject json) {
        Message message = new Message(
                json.getString("from", ""),
                ClientType.of(json.getString("fromClientType", "")).orElse(ClientType.SERVER),
                json.getString("fromDeviceId", ""),
                json.getString("fromNick"),
                draft(json),
                json.getLong("seq", 0L),
                json.getLong("time", 0L),
                json.getString("idServer", ""),
                json.getBoolean("refused", false));
        return new ChatMessage(message, account, statusOf(message));
    }

    SysMsg sysMsg(JsonObject json) {
        return new SysMsg(
                scene(json),
                json.getString("to", ""),
                json.getString("from", ""),
                "",
                json.getLong("seq", 0L),
                json.getLong("time", 0L),
                json.getString("idServer", ""),
                json.getString("attach"),
                json.getString("ext"),
                text(json.getJsonObject("pushInfo")),
                json.getBoolean("needSaveOffline", false));
    }

    static Broadcast broadcast(JsonObject json) {
        return new Broadcast(
                json.getLong("id", 0L), json.getString("from"), json.getString("body", ""), json.getLong("time", 0L));
    }

    static Card card(JsonObject json) {
        return new Card(
                json.getString("account", ""),
                json.getString("nick"),
                json.getString("avatar"),
                json.getString("ext"),
                json.getString("signature"),
                Gender.of(json.getString("gender", "")).orElse(null),
                json.getString("email"),
                json.getString("birth"),
                json.getString("tel"),
                json.getLong("createTime", 0L),
                json.getLong("updateTime", 0L));
    }

    private MessageStatus statusOf(Message message) {
        if (message.refused()) {
            return MessageStatus.REFUSED;
        }
        return message.from().equals(account) ? MessageStatus.SENT : MessageStatus.UNREAD;
    }

    private static Draft draft(JsonObject json) {
        return new Draft(
                scene(json),
                json.getString("to", ""),
                MessageType.of(json.getString("type", "")).orElse(MessageType.CUSTOM),
                json.getString("body"),
                json.getString("attach"),
                json.getString("idClient", ""),
                json.getString("ext"),
                json.getInteger("subType"),
                setting(json.getJsonObject("setting")),
                text(json.getJsonObject("pushInfo")),
                text(json.getJsonObject("threadMessageInfo")),
                text(json.getJsonObject("extra")),
                json.getJsonObject("teamSpecializationInfo", new JsonObject()).getBoolean("needACK", false));
    }

    private static Scene scene(JsonObject json) {
        return Scene.of(json.getString("scene", "")).orElse(Scene.P2P);
    }

    private static @Nullable String text(@Nullable JsonObject json) {
        return json == null ? null : json.encode();
    }

    private static Setting setting(@Nullable JsonObject json) {
        return json == null
                ? Setting.DEFAULT
                : new Setting(
                        json.getBoolean("needSaveHistory", true),
                        json.getBoolean("needRoaming", true),
                        json.getBoolean("needOffline", true),
                        json.getBoolean("needSelfSync", true),
                        json.getBoolean("needUpdateSession", true),
                        json.getBoolean("resendFlag", false));
    }

    Recalled recalled(JsonObject json) {
        String from = json.getString("from", "");
        return new Recalled(
                Conversation.of(scene(json), from, json.getString("to", "")),
                json.getLong("seq", 0L),
                json.getLong("time", 0L),
                from,
                json.getString("fromDeviceId", ""),
                json.getString("fromNick"),
                json.getString("messageFrom", ""),
                json.getString("idServer", ""),
                json.getString("idClient", ""),
                json.getLong("messageTime", 0L),
                json.getLong("messageSeq", 0L),
                json.getString("ps"),
                json.getString("attach"));
    }

    Session session(JsonObject json) {
        JsonObject last = json.getJsonObject("lastMsg");
        return new Session(
                json.getString("sessionId", ""),
                scene(json),
                json.getString("to", ""),
                json.getLong("unread", -1L),
                json.getLong("readTime", -1L),
                json.getLong("receiptTime", -1L),
                json.getLong("peerReceiptTime", -1L),
                json.getLong("highSeq", -1L),
                json.getLong("time", -1L),
                last == null ? null : message(last));
    }

    Receipt receipt(JsonObject json) {
        return new Receipt(
                json.getString("sessionId", ""),
                json.getString("from", ""),
                json.getLong("time", 0L),
                json.getString("idClient"));
    }

    OnlineDevice device(JsonObject json) {
        return new OnlineDevice(
                json.getString("connectionId", ""),
                json.getString("deviceId", ""),
                ClientType.of(json.getString("clientType", "")).orElse(ClientType.SERVER),
                "",
                json.getLong("loginTime", 0L));
    }

    static <T> List<T> list(JsonObject json, String key, Function<JsonObject, T> make) {
        JsonArray array = json.getJsonArray(key, new JsonArray());
        List<T> made = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            made.add(make.apply(array.getJsonObject(i)));
        }
        return made;
    }

    static List<String> texts(JsonObject json, String key) {
        JsonArray array = json.getJsonArray(key, new JsonArray());
        List<String> texts = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            texts.add(array.getString(i));
        }
        return texts;
    }

    static ClientException refusal(JsonObject error) {
        return ClientException.refused(
                error.getInteger("code", ClientException.NO_ANSWER),
                error.getString("text", ""),
                error.getString("detail", ""));
    }
}
