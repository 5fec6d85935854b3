package io.posthouse.protocol.nim;

import io.posthouse.model.Conversation;
import io.posthouse.model.Event.Change;
import io.posthouse.model.Message;
import io.posthouse.model.Scene;
import io.posthouse.model.SessionState;
import io.posthouse.model.StickTop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sessions as this wire names them, {@code p2p|bob}, and what an account keeps about them. */
final class Sessions {
    private static final String SUPER_TEAM = "super_team";

    private Sessions() {}

    static String name(Conversation conversation, String account) {
        Scene scene = conversation.scene();
        return (scene == Scene.SUPER_TEAM ? SUPER_TEAM : scene.wireName()) + "|" + conversation.targetOf(account);
    }

    /** The session of an account that a client names. Some clients call a super team as they do elsewhere. */
    static Conversation named(@Nullable String name, String account, String field) {
        String text = Forms.required(name, field);
        int bar = text.indexOf('|');
        if (bar < 0) {
            throw Forms.invalid(field);
        }
        String scene = text.substring(0, bar);
        String target = text.substring(bar + 1);
        Scene of =
                scene.equals(SUPER_TEAM) ? Scene.SUPER_TEAM : Scene.of(scene).orElseThrow(() -> Forms.invalid(field));
        return Conversation.of(
                of, account, of == Scene.P2P ? Forms.account(target, field) : Forms.teamId(target, field));
    }

    /** A client keeps the text it has if it is told of none. */
    static Property property(StickTop top, String account) {
        return new Property(Tables.STICK_TOP)
                .put("id", name(top.conversation(), account))
                .put("ext", top.ext() == null ? "" : top.ext())
                .put("createTime", top.createTime())
                .put("updateTime", top.updateTime());
    }

    /** A session of the list; the last message is JSON inside a text, of type 0: recalled ones are not told. */
    static Property property(SessionState state, boolean withLast, String account) {
        Message last = state.last();
        return new Property(Tables.SESSION)
                .put("sessionId", name(state.conversation(), account))
                .put("updateTime", state.changedAt())
                .put("ext", state.ext())
                .put("lastMsg", last == null || !withLast ? null : Packets.json(Messages.property(last)))
                .put("lastMsgType", last == null || !withLast ? null : 0);
    }

    static String updated(Change.SessionUpdated updated, String account) {
        Property session = new Property(Tables.SESSION)
                .put("sessionId", name(updated.conversation(), account))
                .put("updateTime", updated.time())
                .put("ext", updated.ext());
        return Packets.push("7_121", List.of(session));
    }

    static String changed(Change.StickTopChanged changed, String account) {
        Property top = property(changed.top(), account);
        return switch (changed.deed()) {
            case ADD -> Packets.push("23_112", List.of(top));
            case UPDATE -> Packets.push("23_114", List.of(top));
            case DELETE -> deleted(changed.top().conversation(), changed.top().updateTime(), account);
        };
    }

    static String deleted(Conversation conversation, long time, String account) {
        Property top = new Property(Tables.STICK_TOP).put("id", name(conversation, account));
        return Packets.push("23_113", List.of(time, top));
    }
}
