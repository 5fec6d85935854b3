package io.posthouse.protocol.nim;

import io.posthouse.model.ClientType;
import io.posthouse.model.Conversation;
import io.posthouse.model.Entry;
import io.posthouse.model.Event;
import io.posthouse.model.Event.Change;
import io.posthouse.model.KickReason;
import io.posthouse.model.Message;
import io.posthouse.model.Recalled;
import io.posthouse.model.RelationKind;
import io.posthouse.model.Scene;
import io.posthouse.model.SysMsg;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What devices are told of events. */
final class Pushes {
    private static final int OFFLINE = 3;
    private static final int ONLINE = 2;
    private static final int OF_P2P = 1;
    private static final int OF_TEAM = 2;

    private Pushes() {}

    /**
     * @param account one of those it is for
     * @param own whether the account did it itself, on another device
     * @return null if this wire has no packet for it
     */
    static @Nullable String packet(Event event, String account, boolean own) {
        if (event instanceof Event.Arrived arrived) {
            return entry(arrived.entry(), own);
        }
        if (event instanceof Event.ReceiptMoved receipt) {
            return own ? null : receipt(receipt, account);
        }
        if (event instanceof Event.SessionRead read) {
            return read(read.conversation(), read.time(), account);
        }
        if (event instanceof Event.AccountChanged changed) {
            return change(changed, account);
        }
        if (event instanceof Event.TeamReadsMoved moved) {
            return Packets.push("8_31", List.of(Teams.counts(moved.team(), moved.counts())));
        }
        if (event instanceof Event.TeamMemberChanged changed) {
            return own ? member(changed) : null;
        }
        if (event instanceof Event.BroadcastCame came) {
            return Packets.push("7_17", List.of(Systems.broadcast(came.broadcast())));
        }
        if (event instanceof Event.ProxyMsgCame came) {
            return Packets.push("22_2", List.of(PassThroughFunctions.told(came)));
        }
        if (event instanceof Event.SysMsgSent sent) {
            return sysMsg(sent.sysMsg(), "");
        }
        if (event instanceof Event.SignalCame came) {
            return Channels.packet(came.signal(), "", own);
        }
        if (event instanceof Event.StatusesCame came) {
            return Statuses.packet(came.statuses());
        }
        if (event instanceof Event.DeviceChanged changed) {
            List<Property> port = List.of(Cards.device(changed.device(), account));
            return Packets.push("2_7", List.of(changed.online() ? ONLINE : OFFLINE, port));
        }
        Event.Kicked kicked = (Event.Kicked) event;
        return kicked(kicked.reason(), kicked.by());
    }

    /** @param own whether the account did it itself */
    static String entry(Entry entry, boolean own) {
        if (entry instanceof Message message) {
            return Packets.push(ofMessage(message.draft().scene(), own), List.of(Messages.property(message)));
        }
        return entry instanceof SysMsg kept ? sysMsg(kept, kept.idServer()) : recall((Recalled) entry, own);
    }

    private static String sysMsg(SysMsg sysMsg, String id) {
        return Packets.push(sysMsg.scene() == Scene.SUPER_TEAM ? "21_19" : "7_3", List.of(Systems.custom(sysMsg, id)));
    }

    private static String ofMessage(Scene scene, boolean own) {
        return switch (scene) {
            case P2P -> own ? "7_101" : "7_2";
            case TEAM -> own ? "8_102" : "8_3";
            case SUPER_TEAM -> own ? "21_102" : "21_3";
        };
    }

    private static String recall(Recalled recalled, boolean own) {
        String id = recalled.conversation().scene() != Scene.SUPER_TEAM ? "7_14" : own ? "21_117" : "21_18";
        return Packets.push(id, List.of(Systems.recall(recalled)));
    }

    private static String receipt(Event.ReceiptMoved receipt, String account) {
        Property property = new Property(Tables.RECEIPT)
                .put("to", account)
                .put("from", receipt.reader())
                .put("time", receipt.time())
                .put("idClient", receipt.idClient());
        return Packets.push("7_12", List.of(property));
    }

    /** The account's read mark moved. */
    static String read(Conversation conversation, long time, String account) {
        String to = conversation.targetOf(account);
        return conversation.scene() == Scene.SUPER_TEAM
                ? Packets.push("21_125", List.of(to, time))
                : Packets.push("7_116", List.of(Kinds.of(conversation.scene()), to, time));
    }

    /** A change of the account's own things. Others are told by their number; on this wire only notices have it. Null if they say it all. */
    static @Nullable String change(Event.AccountChanged changed, String account) {
        Change change = changed.change();
        if (change instanceof Change.MessagesDeleted deleted) {
            return Packets.push("7_124", List.of(deleted(deleted, account)));
        }
        if (change instanceof Change.HistoryCleared cleared) {
            return Packets.push("7_118", List.of(cleared(cleared, account)));
        }
        if (change instanceof Change.RelationChanged relation) {
            String id = relation.kind() == RelationKind.BLACK ? "3_103" : "3_105";
            return Packets.push(id, List.of(relation.other(), relation.on()));
        }
        if (change instanceof Change.TeamNotified notified) {
            String id = Teams.isSuper(notified.team().id()) ? "21_19" : "7_3";
            return Packets.push(id, List.of(Systems.notice(notified, changed.number())));
        }
        if (change instanceof Change.StickTopChanged top) {
            return Sessions.changed(top, account);
        }
        if (change instanceof Change.SessionUpdated updated) {
            return Sessions.updated(updated, account);
        }
        if (change instanceof Change.SessionsDeleted) {
            return null;
        }
        if (change instanceof Change.FriendChanged friend) {
            return Friends.changed(friend, account);
        }
        if (change instanceof Change.FriendNotified notified) {
            return notified.from().equals(account)
                    ? Friends.said(notified)
                    : Packets.push("7_3", List.of(Friends.notice(notified, changed.number())));
        }
        if (change instanceof Change.SignalReceived received) {
            return Channels.packet(received.signal(), Long.toString(changed.number()), false);
        }
        if (change instanceof Change.SysMsgReceived received) {
            return sysMsg(received.sysMsg(), Long.toString(changed.number()));
        }
        return Packets.push("3_110", List.of(Cards.property(((Change.CardChanged) change).card())));
    }

    private static List<Property> deleted(Change.MessagesDeleted deleted, String account) {
        return deleted.messages().stream()
                .map(message -> new Property(Tables.DELETED)
                        .put("scene", message.conversation().isTeam() ? OF_TEAM : OF_P2P)
                        .put("from", message.from())
                        .put("to", toOf(message, account))
                        .put("idServer", message.idServer())
                        .put("idClient", message.idClient())
                        .put("deletedMsgCreateTime", message.messageTime())
                        .put("time", deleted.time())
                        .put("ext", message.ext()))
                .toList();
    }

    private static String toOf(Event.DeletedMessage message, String account) {
        return message.conversation().isTeam() || message.from().equals(account)
                ? message.conversation().targetOf(account)
                : account;
    }

    static Property cleared(Change.HistoryCleared cleared, String account) {
        boolean isTeam = cleared.conversation().isTeam();
        String other = cleared.conversation().targetOf(account);
        return new Property(Tables.CLEARED)
                .put("type", isTeam ? OF_TEAM : OF_P2P)
                .put(isTeam ? "toTid" : "otherAccid", other)
                .put("fromAccid", account)
                .put("time", cleared.upTo());
    }

    private static String member(Event.TeamMemberChanged changed) {
        String id = Teams.isSuper(changed.member().team()) ? "21_110" : "8_119";
        return Packets.push(id, List.of(Teams.member(changed.member())));
    }

    /** Clients of this wire have to be told by whom; where it was nobody's device it was the server. */
    static String kicked(KickReason reason, @Nullable ClientType by) {
        ClientType who = by == null ? ClientType.SERVER : by;
        return Packets.push("2_5", List.of(who.number(), Spelling.reasonOf(reason), "", 0));
    }
}
