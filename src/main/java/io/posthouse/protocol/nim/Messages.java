package io.posthouse.protocol.nim;

import io.posthouse.model.Draft;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import io.posthouse.model.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message as a property, there and back. What only the server sets is not read: a client sends stale ids and times. */
final class Messages {
    private static final Setting DEFAULT = Setting.DEFAULT;

    private Messages() {}

    /** What a client wants sent with the command of a scene. */
    static Draft draft(Props message, Scene scene) {
        if (message.number("scene", Kinds.of(scene)) != Kinds.of(scene)) {
            throw Forms.invalid("scene");
        }
        MessageType type =
                Kinds.type(Forms.required(message.number("type"), "type")).orElseThrow(() -> Forms.invalid("type"));
        String attach = message.text("attach");
        requireContent(type, message.text("body"), attach);
        Long subType = message.number("subType");
        return new Draft(
                scene,
                scene == Scene.P2P ? message.account("to") : message.teamId("to"),
                type,
                message.text("body"),
                attach,
                Forms.id(message.text("idClient"), "idClient"),
                message.text("ext"),
                subType == null ? null : (int) Forms.within(0, Integer.MAX_VALUE, subType, "subType"),
                setting(message),
                Group.PUSH.read(message),
                Group.THREAD.read(message),
                Group.EXTRA.read(message),
                message.flag("needACK", false));
    }

    /** M1: a client cannot send a notification, and every other type has its content in one of two places. */
    private static void requireContent(MessageType type, @Nullable String body, @Nullable String attach) {
        switch (type) {
            case TEXT, TIP -> Forms.required(body, "body");
            case CUSTOM -> Forms.required(attach, "attach");
            case IMAGE, AUDIO, VIDEO, FILE, GEO -> Forms.required(attach, "attach");
            case NOTIFICATION -> throw Forms.invalid("type");
        }
        if (attach != null
                && type != MessageType.CUSTOM
                && Json.objectIn(attach).isEmpty()) {
            throw Forms.invalid("attach");
        }
    }

    private static Setting setting(Props message) {
        return new Setting(
                message.flag("needSaveHistory", true),
                message.flag("needRoaming", true),
                message.flag("needOffline", true),
                message.flag("needSelfSync", true),
                message.flag("needUpdateSession", true),
                message.flag("resendFlag", false));
    }

    static List<Property> properties(List<Message> messages) {
        return messages.stream().map(Messages::property).toList();
    }

    static Property property(Message message) {
        Draft draft = message.draft();
        Property property = new Property(Tables.MESSAGE)
                .put("scene", Kinds.of(draft.scene()))
                .put("to", draft.to())
                .put("from", message.from())
                .put("fromClientType", message.fromClientType().number())
                .put("fromDeviceId", message.fromDeviceId().isEmpty() ? null : message.fromDeviceId())
                .put("fromNick", message.fromNick())
                .put("time", message.time())
                .put("type", Kinds.of(draft.type()))
                .put("body", draft.body())
                .put("attach", attach(message))
                .put("idClient", draft.idClient())
                .put("idServer", message.idServer())
                .put("ext", draft.ext())
                .put("subType", draft.subType())
                .mark("needACK", draft.needAck())
                .mark("isInBlackList", message.refused());
        setting(draft.setting(), property);
        Group.PUSH.write(draft.pushInfo(), property);
        Group.THREAD.write(draft.thread(), property);
        Group.EXTRA.write(draft.extra(), property);
        return property;
    }

    private static @Nullable String attach(Message message) {
        Draft draft = message.draft();
        return draft.type() == MessageType.NOTIFICATION
                ? Notifications.attach(draft.scene(), draft.attach())
                : draft.attach();
    }

    /** Only what differs from the default. */
    private static void setting(Setting setting, Property property) {
        flag("needSaveHistory", setting.needSaveHistory(), DEFAULT.needSaveHistory(), property);
        flag("needRoaming", setting.needRoaming(), DEFAULT.needRoaming(), property);
        flag("needOffline", setting.needOffline(), DEFAULT.needOffline(), property);
        flag("needSelfSync", setting.needSelfSync(), DEFAULT.needSelfSync(), property);
        flag("needUpdateSession", setting.needUpdateSession(), DEFAULT.needUpdateSession(), property);
        flag("resendFlag", setting.resendFlag(), DEFAULT.resendFlag(), property);
    }

    private static void flag(String field, boolean value, boolean absent, Property property) {
        if (value != absent) {
            property.put(field, value ? 1 : 0);
        }
    }
}
