package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Entry;
import io.posthouse.model.Event;
import io.posthouse.model.Event.AccountChanged;
import io.posthouse.model.Event.Change;
import io.posthouse.model.Event.DeletedMessage;
import io.posthouse.model.Message;
import io.posthouse.model.Recalled;
import io.posthouse.model.Signal;
import io.posthouse.model.SysMsg;
import java.io.IOException;

/** Turns events into frames, as one account sees them. */
final class EventWriter {
    private final Frames frames;

    EventWriter(Frames frames) {
        this.frames = frames;
    }

    String write(Event event, String account) {
        if (event instanceof Event.Arrived arrived) {
            return entry(arrived.entry());
        }
        if (event instanceof Event.ReceiptMoved receipt) {
            return frames.event("receipt", out -> receipt(receipt, account, out));
        }
        if (event instanceof Event.SessionRead read) {
            return frames.event("session", out -> read(read, account, out));
        }
        if (event instanceof AccountChanged changed) {
            return change(changed, account);
        }
        if (event instanceof Event.BroadcastCame came) {
            return BroadcastVerbs.event(came.broadcast(), frames);
        }
        if (event instanceof Event.ProxyMsgCame came) {
            return frames.event("proxyMsg", out -> {
                MessageWriter.text("from", came.from(), out);
                out.writeStringField("body", came.body());
                out.writeNumberField("time", came.time());
            });
        }
        if (event instanceof Event.SysMsgSent sent) {
            return sysMsg(sent.sysMsg());
        }
        if (event instanceof Event.SignalCame came) {
            return signal(0, came.signal());
        }
        if (event instanceof Event.StatusesCame came) {
            return StatusVerbs.event(came.statuses(), frames);
        }
        if (event instanceof Event.DeviceChanged changed) {
            return frames.event("device", out -> {
                out.writeFieldName("device");
                SessionWriter.device(changed.device(), out);
                out.writeBooleanField("online", changed.online());
            });
        }
        if (event instanceof Event.TeamReadsMoved moved) {
            return frames.event("teamReads", out -> {
                out.writeStringField("scene", moved.team().scene().wireName());
                out.writeStringField("teamId", moved.team().id());
                TeamWriter.reads(moved.counts(), out);
            });
        }
        if (event instanceof Event.TeamMemberChanged changed) {
            return frames.event("teamMember", out -> TeamWriter.member("member", changed.member(), out));
        }
        return kicked((Event.Kicked) event);
    }

    private String entry(Entry entry) {
        if (entry instanceof Message message) {
            return frames.event("msg", out -> MessageWriter.message("msg", message, out));
        }
        return entry instanceof SysMsg kept
                ? sysMsg(kept)
                : frames.event("recall", out -> MessageWriter.recall("recall", (Recalled) entry, out));
    }

    private String sysMsg(SysMsg sysMsg) {
        return frames.event("sysMsg", out -> {
            out.writeFieldName("sysMsg");
            MessageWriter.sysMsg(sysMsg, out);
        });
    }

    /** One that waits for the account has the number of a change. */
    private String sysMsg(long number, SysMsg sysMsg) {
        return frames.event("sysMsg", out -> {
            out.writeNumberField("number", number);
            out.writeFieldName("sysMsg");
            MessageWriter.sysMsg(sysMsg, out);
        });
    }

    /** @param number of the account's change; 0 if it waits for nobody */
    private String signal(long number, Signal signal) {
        return frames.event("signal", out -> {
            if (number > 0) {
                out.writeNumberField("number", number);
            }
            out.writeFieldName("signal");
            ChannelVerbs.write(signal, out);
        });
    }

    String kicked(Event.Kicked kicked) {
        return frames.event("kicked", out -> {
            out.writeStringField("reason", Frames.lower(kicked.reason()));
            if (kicked.by() != null) {
                out.writeStringField("clientType", kicked.by().wireName());
            }
        });
    }

    /**
     * @param account whose things changed
     */
    String change(AccountChanged changed, String account) {
        if (changed.change() instanceof Change.SysMsgReceived received) {
            return sysMsg(changed.number(), received.sysMsg());
        }
        if (changed.change() instanceof Change.SignalReceived received) {
            return signal(changed.number(), received.signal());
        }
        return frames.event("change", out -> {
            out.writeNumberField("number", changed.number());
            change(changed.change(), account, out);
        });
    }

    private static void receipt(Event.ReceiptMoved receipt, String account, JsonGenerator out) throws IOException {
        out.writeStringField("sessionId", receipt.conversation().sessionIdOf(account));
        out.writeStringField("from", receipt.reader());
        out.writeNumberField("time", receipt.time());
        MessageWriter.text("idClient", receipt.idClient(), out);
    }

    private static void read(Event.SessionRead read, String account, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("session");
        out.writeStringField("sessionId", read.conversation().sessionIdOf(account));
        out.writeStringField("scene", read.conversation().scene().wireName());
        out.writeStringField("to", read.conversation().targetOf(account));
        out.writeNumberField("unread", read.unread());
        out.writeNumberField("readTime", read.time());
        out.writeNumberField("time", read.changedAt());
        out.writeEndObject();
    }

    private static void change(Change change, String account, JsonGenerator out) throws IOException {
        if (change instanceof Change.MessagesDeleted deleted) {
            kind("delete", deleted.time(), out);
            out.writeArrayFieldStart("msgs");
            for (DeletedMessage message : deleted.messages()) {
                deleted(message, account, out);
            }
            out.writeEndArray();
        } else if (change instanceof Change.HistoryCleared cleared) {
            kind("clear", cleared.time(), out);
            out.writeStringField("sessionId", cleared.conversation().sessionIdOf(account));
            out.writeNumberField("upTo", cleared.upTo());
        } else if (change instanceof Change.RelationChanged relation) {
            kind("relation", relation.time(), out);
            out.writeStringField("relation", Frames.lower(relation.kind()));
            out.writeStringField("account", relation.other());
            out.writeBooleanField("isOn", relation.on());
        } else if (change instanceof Change.TeamNotified notified) {
            kind("team", notified.time(), out);
            out.writeStringField("notice", notified.notice().wireName());
            TeamWriter.team("team", notified.team(), out);
            out.writeStringField("from", notified.from());
            MessageWriter.text("ps", notified.ps(), out);
            MessageWriter.text("attach", notified.attach(), out);
        } else if (change instanceof Change.StickTopChanged top) {
            kind("stickTop", top.top().updateTime(), out);
            StickTopVerbs.changed(top, account, out);
        } else if (change instanceof Change.SessionUpdated updated) {
            kind("session", updated.time(), out);
            SessionVerbs.updated(updated, account, out);
        } else if (change instanceof Change.SessionsDeleted deleted) {
            kind("sessionsDeleted", deleted.time(), out);
            SessionVerbs.deleted(deleted, account, out);
        } else if (change instanceof Change.FriendChanged friend) {
            kind("friend", friend.friend().updateTime(), out);
            FriendVerbs.changed(friend, out);
        } else if (change instanceof Change.FriendNotified notified) {
            kind("friendNotice", notified.time(), out);
            FriendVerbs.notified(notified, out);
        } else {
            Change.CardChanged card = (Change.CardChanged) change;
            kind("card", card.card().updateTime(), out);
            SessionWriter.card("card", card.card(), out);
        }
    }

    private static void kind(String kind, long time, JsonGenerator out) throws IOException {
        out.writeStringField("kind", kind);
        out.writeNumberField("time", time);
    }

    private static void deleted(DeletedMessage message, String account, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("sessionId", message.conversation().sessionIdOf(account));
        out.writeStringField("idServer", message.idServer());
        out.writeStringField("idClient", message.idClient());
        out.writeStringField("from", message.from());
        out.writeNumberField("time", message.messageTime());
        MessageWriter.text("ext", message.ext(), out);
        out.writeEndObject();
    }
}
