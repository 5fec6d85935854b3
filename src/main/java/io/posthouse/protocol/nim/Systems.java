package io.posthouse.protocol.nim;

import io.posthouse.model.Broadcast;
import io.posthouse.model.Event.Change.TeamNotified;
import io.posthouse.model.Recalled;
import io.posthouse.model.Scene;
import io.posthouse.model.SysMsg;
import io.posthouse.model.TeamNotice;
import java.util.LinkedHashMap;
import java.util.Map;

/** System messages: what this wire tells outside of the logs, recalls among them. */
final class Systems {
    /** How many digits of an idServer name the conversation; what is before them is the seq. */
    private static final int NUMBER_DIGITS = 12;

    private static final int SUPER_TEAM_OFFSET = 15;

    private Systems() {}

    /** A recall as all devices are told it, whoever did it. */
    static Property recall(Recalled recalled) {
        Scene scene = recalled.conversation().scene();
        boolean isBySender = recalled.from().equals(recalled.messageFrom());
        return new Property(Tables.SYSTEM)
                .put("time", recalled.time())
                .put("type", ofRecall(scene))
                .put("to", recalled.conversation().targetOf(recalled.messageFrom()))
                .put("from", recalled.messageFrom())
                .put("content", recalled.ps())
                .put("attach", recalled.attach())
                .put("idServer", idOf(recalled))
                .put("deletedIdClient", recalled.idClient())
                .put("deletedIdServer", recalled.idServer())
                .put("deletedMsgCreateTime", recalled.messageTime())
                .put("deletedMsgFromNick", isBySender ? recalled.fromNick() : null)
                .put("opeAccount", recalled.from());
    }

    static int ofRecall(Scene scene) {
        return switch (scene) {
            case P2P -> 7;
            case TEAM -> 8;
            case SUPER_TEAM -> 12;
        };
    }

    static Property broadcast(Broadcast broadcast) {
        return new Property(Tables.BROADCAST)
                .put("id", Long.toString(broadcast.id()))
                .put("fromAccid", broadcast.from())
                .put("time", broadcast.time())
                .put("body", broadcast.body());
    }

    static int ofCustom(Scene scene) {
        return switch (scene) {
            case P2P -> 100;
            case TEAM -> 101;
            case SUPER_TEAM -> 103;
        };
    }

    /**
     * A custom notification.
     *
     * @param id what the client acknowledges it by; empty for one that waits for nobody
     */
    static Property custom(SysMsg sysMsg, String id) {
        Property property = new Property(Tables.SYSTEM)
                .put("time", sysMsg.time())
                .put("type", ofCustom(sysMsg.scene()))
                .put("to", sysMsg.to())
                .put("from", sysMsg.from())
                .put("content", sysMsg.ext())
                .put("attach", sysMsg.attach())
                .put("idServer", id.isEmpty() ? null : id)
                .put("needSaveOffline", sysMsg.needSaveOffline() ? 1 : null);
        Group.SYSTEM.write(sysMsg.pushInfo(), property);
        return property;
    }

    /** The recall is an entry of the log as the message is, so its id is made alike: its own seq, the same conversation. */
    static String idOf(Recalled recalled) {
        String id = recalled.idServer();
        return recalled.seq() + id.substring(Math.max(0, id.length() - NUMBER_DIGITS));
    }

    /**
     * An application or invitation, or a no to one.
     *
     * @param number of the account's change, which is short enough not to be taken for an entry of a log
     */
    static Property notice(TeamNotified notified, long number) {
        Map<String, Object> attach = new LinkedHashMap<>();
        if (notified.attach() != null) {
            attach.put("attach", notified.attach());
        }
        attach.put("tinfo", Teams.property(notified.team()));
        boolean isSuper = Teams.isSuper(notified.team().id());
        return new Property(Tables.SYSTEM)
                .put("time", notified.time())
                .put("type", of(notified.notice()) + (isSuper ? SUPER_TEAM_OFFSET : 0))
                .put("to", notified.team().id().id())
                .put("from", notified.from())
                .put("content", notified.ps())
                .put("attach", Packets.json(attach))
                .put("idServer", Long.toString(number));
    }

    private static int of(TeamNotice notice) {
        return switch (notice) {
            case APPLY -> 0;
            case APPLY_REJECTED -> 1;
            case INVITE -> 2;
            case INVITE_REJECTED -> 3;
        };
    }
}
