package io.posthouse.it.history;

import io.posthouse.model.Answer;
import io.posthouse.model.ClientType;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Event;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Recalled;
import io.posthouse.model.Scene;
import io.posthouse.model.SessionState;
import io.posthouse.model.Setting;
import io.posthouse.model.TeamCommand;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** The native protocol as protocol.md has it, written a second time: commands to requests, {@code ok} to answers. */
public final class Wire {
    private final String account;

    Wire(String account) {
        this.account = account;
    }

    /**
     * @param verb the value of {@code do}
     */
    record Ask(String verb, JsonObject fields) {}

    Ask ask(Command.ClientCommand command) {
        if (command instanceof Command.Send send) {
            return new Ask("send", new JsonObject().put("msg", draft(send.draft())));
        } else if (command instanceof Command.Recall recall) {
            JsonObject fields = session(recall.conversation())
                    .put("from", recall.messageFrom())
                    .put("idClient", recall.idClient())
                    .put("ps", recall.ps());
            return new Ask("recall", recall.idServer().isEmpty() ? fields : fields.put("idServer", recall.idServer()));
        } else if (command instanceof Command.SendReceipt receipt) {
            return new Ask("receipt", session(receipt.conversation()).put("time", receipt.time()));
        } else if (command instanceof Command.MarkRead read) {
            JsonObject marks = new JsonObject();
            read.marks().forEach(mark -> marks.put(mark.conversation().sessionIdOf(account), mark.time()));
            return new Ask("read", new JsonObject().put("marks", marks));
        } else if (command instanceof Command.GetHistory history) {
            return new Ask("history", history(history));
        } else if (command instanceof Command.DeleteMessages delete) {
            JsonArray msgs = new JsonArray();
            delete.messages().forEach(m -> msgs.add(deleted(m)));
            return new Ask("delete", new JsonObject().put("msgs", msgs));
        } else if (command instanceof Command.ClearHistory clear) {
            return new Ask("clear", session(clear.conversation()));
        } else if (command instanceof Command.SetRelation relation) {
            return new Ask(
                    "relation",
                    new JsonObject()
                            .put("kind", relation.kind().name().toLowerCase(Locale.ROOT))
                            .put("account", relation.other())
                            .put("on", relation.on()));
        } else if (command instanceof Command.GetRelations) {
            return new Ask("relations", new JsonObject());
        }
        return TeamWire.ask(command);
    }

    private JsonObject session(Conversation conversation) {
        return new JsonObject().put("scene", conversation.scene().wireName()).put("to", conversation.targetOf(account));
    }

    private static JsonObject draft(Draft draft) {
        Setting s = draft.setting();
        JsonObject setting = new JsonObject()
                .put("needSaveHistory", s.needSaveHistory())
                .put("needRoaming", s.needRoaming())
                .put("needOffline", s.needOffline())
                .put("needSelfSync", s.needSelfSync())
                .put("needUpdateSession", s.needUpdateSession())
                .put("resendFlag", s.resendFlag());
        JsonObject msg = new JsonObject()
                .put("scene", draft.scene().wireName())
                .put("to", draft.to())
                .put("type", draft.type().wireName())
                .put("idClient", draft.idClient())
                .put("setting", setting);
        if (draft.body() != null) {
            msg.put("body", draft.body());
        }
        return draft.attach() == null ? msg : msg.put("attach", draft.attach());
    }

    private JsonObject history(Command.GetHistory history) {
        JsonArray types = new JsonArray();
        history.types().forEach(type -> types.add(type.wireName()));
        JsonObject fields = session(history.conversation())
                .put("beginTime", history.beginTime())
                .put("endTime", history.endTime())
                .put("limit", history.limit())
                .put("reverse", history.ascending());
        if (!history.lastIdServer().isEmpty()) {
            fields.put("lastMsgId", history.lastIdServer());
        }
        return types.isEmpty() ? fields : fields.put("types", types);
    }

    private JsonObject deleted(Event.DeletedMessage m) {
        return session(m.conversation())
                .put("idServer", m.idServer())
                .put("idClient", m.idClient())
                .put("from", m.from())
                .put("time", m.messageTime());
    }

    Answer answer(Command.ClientCommand command, JsonObject ok) {
        if (command instanceof Command.Send) {
            return new Answer.Sent(
                    message(ok.getJsonObject("msg")), ok.getString("durability"), ok.getBoolean("duplicate"));
        } else if (command instanceof Command.Recall) {
            return new Answer.RecallDone(recalled(ok.getJsonObject("recall")));
        } else if (command instanceof Command.SendReceipt receipt) {
            return new Answer.ReceiptSent(receipt.conversation(), ok.getLong("time"));
        } else if (command instanceof Command.MarkRead) {
            return new Answer.ReadMarks(
                    objects(ok, "sessions").map(this::session).toList());
        } else if (command instanceof Command.GetHistory) {
            return new Answer.Messages(objects(ok, "msgs").map(Wire::message).toList(), ok.getBoolean("more"));
        } else if (command instanceof Command.GetRelations) {
            return new Answer.Relations(texts(ok, "black"), texts(ok, "mute"));
        } else if (command instanceof TeamCommand) {
            return TeamWire.answer(command, ok);
        }
        return new Answer.Done(ok.getLong("time"));
    }

    private static java.util.stream.Stream<JsonObject> objects(JsonObject json, String key) {
        return json.getJsonArray(key).stream().map(JsonObject.class::cast);
    }

    private static List<String> texts(JsonObject json, String key) {
        return json.getJsonArray(key).stream().map(String.class::cast).toList();
    }

    public static Message message(JsonObject json) {
        JsonObject s = json.getJsonObject("setting", new JsonObject());
        Setting setting = new Setting(
                s.getBoolean("needSaveHistory", true),
                s.getBoolean("needRoaming", true),
                s.getBoolean("needOffline", true),
                s.getBoolean("needSelfSync", true),
                s.getBoolean("needUpdateSession", true),
                s.getBoolean("resendFlag", false));
        Draft draft = new Draft(
                Scene.of(json.getString("scene")).orElseThrow(),
                json.getString("to"),
                MessageType.of(json.getString("type")).orElseThrow(),
                json.getString("body"),
                json.getString("attach"),
                json.getString("idClient"),
                json.getString("ext"),
                json.getInteger("subType"),
                setting,
                null,
                null,
                null,
                false);
        return new Message(
                json.getString("from"),
                ClientType.of(json.getString("fromClientType")).orElseThrow(),
                json.getString("fromDeviceId", ""),
                json.getString("fromNick"),
                draft,
                json.getLong("seq"),
                json.getLong("time"),
                json.getString("idServer"),
                json.getBoolean("refused", false));
    }

    public static Recalled recalled(JsonObject json) {
        return new Recalled(
                Conversation.of(
                        Scene.of(json.getString("scene")).orElseThrow(), json.getString("from"), json.getString("to")),
                json.getLong("seq"),
                json.getLong("time"),
                json.getString("from"),
                json.getString("fromDeviceId", ""),
                json.getString("fromNick"),
                json.getString("messageFrom"),
                json.getString("idServer"),
                json.getString("idClient"),
                json.getLong("messageTime"),
                json.getLong("messageSeq"),
                json.getString("ps"),
                json.getString("attach"));
    }

    private SessionState session(JsonObject json) {
        JsonObject last = json.getJsonObject("lastMsg");
        return new SessionState(
                Conversation.of(Scene.of(json.getString("scene")).orElseThrow(), account, json.getString("to")),
                json.getLong("highSeq"),
                0,
                json.getLong("time"),
                last == null ? null : message(last),
                json.getLong("unread"),
                json.getLong("readTime"),
                json.getLong("receiptTime"),
                json.getLong("peerReceiptTime"));
    }
}
