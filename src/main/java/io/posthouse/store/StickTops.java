package io.posthouse.store;

import io.posthouse.config.LimitsConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Event.Change;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.Scene;
import io.posthouse.model.SessionCommand.AddStickTop;
import io.posthouse.model.SessionCommand.DeleteStickTop;
import io.posthouse.model.SessionCommand.GetStickTops;
import io.posthouse.model.SessionCommand.UpdateStickTop;
import io.posthouse.model.StickTop;
import io.posthouse.model.StickTopDeed;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sessions that an account keeps on top of its list. One script changes them and notes the change. */
final class StickTops {
    private static final StickTop NOTHING = new StickTop(new Conversation(Scene.P2P, ""), null, 0, 0);
    private static final String FIELD = "\"top\":";
    private static final int FULL = 1;
    private static final int NOT_THERE = 2;

    private final Lines lines;
    private final Keys keys;
    private final LimitsConfig limits;

    StickTops(Lines lines, Keys keys, LimitsConfig limits) {
        this.lines = lines;
        this.keys = keys;
        this.limits = limits;
    }

    Future<Outcome> add(Caller caller, AddStickTop add) {
        return change(caller, add.conversation(), StickTopDeed.ADD, add.ext());
    }

    Future<Outcome> update(Caller caller, UpdateStickTop update) {
        return change(caller, update.conversation(), StickTopDeed.UPDATE, update.ext());
    }

    Future<Outcome> delete(Caller caller, DeleteStickTop delete) {
        return change(caller, delete.conversation(), StickTopDeed.DELETE, null);
    }

    Future<Outcome> list(Caller caller, GetStickTops get) {
        Call call = Call.of(Script.STICK_TOPS)
                .key(keys.stickTops(caller.account()))
                .key(keys.stickTopsDeleted(caller.account()))
                .arg(get.since());
        return lines.ask(call).map(reply -> {
            List<StickTop> tops = new ArrayList<>();
            reply.get(1).forEach(top -> tops.add(read(top.toString())));
            tops.sort(Comparator.comparingLong(StickTop::updateTime));
            List<Conversation> deleted = new ArrayList<>();
            for (Response key : reply.get(2)) {
                deleted.add(Conversation.parse(key.toString()));
            }
            return Outcome.of(new Answer.StickTops(tops, deleted, reply.number(0)));
        });
    }

    private Future<Outcome> change(Caller caller, Conversation conversation, StickTopDeed deed, @Nullable String ext) {
        String[] around = around(deed);
        Call call = Call.of(Script.STICK_TOP)
                .key(keys.account(caller.account()))
                .key(keys.stickTops(caller.account()))
                .key(keys.stickTopsDeleted(caller.account()))
                .key(keys.changes(caller.account()))
                .arg(Sides.require(conversation, caller.account()).key())
                .arg(json(conversation))
                .arg(deed.wireName())
                .arg(ext == null ? 0 : 1)
                .arg(ext == null ? "" : ext)
                .arg(limits.stickTopsMax())
                .arg(limits.changesMax())
                .arg(around[0])
                .arg(around[1]);
        return lines.ask(call).map(reply -> outcome(caller, deed, reply));
    }

    private static Outcome outcome(Caller caller, StickTopDeed deed, Reply reply) {
        switch ((int) reply.number(0)) {
            case FULL -> throw new FaultException(Fault.LIMIT_REACHED, "limits.stickTopsMax");
            case NOT_THERE -> throw new FaultException(Fault.NOT_FOUND);
            default -> {
                // It is done, or was before.
            }
        }
        long number = reply.number(1);
        String top = reply.get(2).toString();
        Answer answer =
                deed == StickTopDeed.DELETE ? new Answer.Done(reply.number(3)) : new Answer.StuckOnTop(read(top));
        if (number == 0) {
            return Outcome.of(answer);
        }
        Event event = new Event.AccountChanged(number, new Change.StickTopChanged(read(top), deed));
        return new Outcome(answer, List.of(Push.to(List.of(caller.account()), event, caller.connectionId())));
    }

    /** The text of a change up to what is on top, which the script puts in, and from there on. */
    private static String[] around(StickTopDeed deed) {
        String text = new String(Changes.text(new Change.StickTopChanged(NOTHING, deed)), StandardCharsets.UTF_8);
        int start = text.indexOf(FIELD) + FIELD.length();
        int end = text.indexOf("}", text.indexOf("\"updateTime\"", start)) + 1;
        return new String[] {text.substring(0, start), text.substring(end)};
    }

    private static String json(Conversation conversation) {
        return new JsonObject()
                .put("scene", conversation.scene().name())
                .put("id", conversation.id())
                .encode();
    }

    private static StickTop read(String text) {
        JsonObject json = new JsonObject(text);
        JsonObject conversation = json.getJsonObject("conversation");
        return new StickTop(
                new Conversation(Scene.valueOf(conversation.getString("scene")), conversation.getString("id")),
                json.getString("ext"),
                json.getLong("createTime"),
                json.getLong("updateTime"));
    }
}
