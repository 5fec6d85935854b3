package io.posthouse.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command.SendSysMsg;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Grant;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.SysMsg;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Passes custom notifications on. What has to wait for who is offline is kept once: for an account among its changes, for a team in
 * its log (T4). Nothing else is written.
 */
final class SysMsgs {
    private static final JsonFactory JSON = new JsonFactory();
    /** Of the changes that are kept for an account, so many may be custom notifications that wait: others need room too. */
    private static final int WAITING_SHARE = 2;

    private final Lines lines;
    private final Keys keys;
    private final Aftermath aftermath;
    private final int changesMax;

    SysMsgs(Lines lines, Keys keys, Aftermath aftermath, int changesMax) {
        this.lines = lines;
        this.keys = keys;
        this.aftermath = aftermath;
        this.changesMax = changesMax;
    }

    /** To an account. Whether there is one is not told. */
    Future<Outcome> send(Caller caller, SendSysMsg send) {
        Conversation conversation =
                Sides.require(Conversation.of(send.scene(), caller.account(), send.to()), caller.account());
        Future<Long> time = aftermath.time();
        Future<Reply> block =
                lines.ask(Call.of(Command.HGET).key(keys.meta(conversation)).arg("b:" + send.to()));
        return block.compose(blocked -> time.compose(now -> {
            boolean isToItself = send.to().equals(caller.account());
            return blocked.value() != null && !isToItself
                    ? Future.succeededFuture(Outcome.of(new Answer.SysMsgDone(now, true)))
                    : passOn(caller, send, now);
        }));
    }

    private Future<Outcome> passOn(Caller caller, SendSysMsg send, long time) {
        SysMsg sysMsg = made(caller, send, 0, time, "");
        return send.needSaveOffline()
                ? keep(caller, sysMsg)
                : Future.succeededFuture(told(caller, sysMsg, new Event.SysMsgSent(sysMsg)));
    }

    private Future<Outcome> keep(Caller caller, SysMsg sysMsg) {
        Event.Change change = new Event.Change.SysMsgReceived(sysMsg);
        return lines.ask(keeping(keys, sysMsg.to(), change, changesMax)).map(reply -> {
            long number = reply.get().toLong();
            if (number < 0) {
                throw new FaultException(Fault.LIMIT_REACHED, "limits.changesMax");
            }
            aftermath.requireDurable(reply);
            return number == 0
                    ? Outcome.of(new Answer.SysMsgDone(sysMsg.time(), false))
                    : told(caller, sysMsg, new Event.AccountChanged(number, change));
        });
    }

    /** What keeps a change that waits until a device has acknowledged it, among no more such than an account has room for. */
    static Call keeping(Keys keys, String account, Event.Change change, int changesMax) {
        return Call.of(Script.NOTIFY)
                .key(keys.account(account))
                .key(keys.changes(account))
                .key(keys.acknowledged(account))
                .durable()
                .arg(Changes.text(change))
                .arg(changesMax)
                .arg(Math.max(1, changesMax / WAITING_SHARE));
    }

    private static Outcome told(Caller caller, SysMsg sysMsg, Event event) {
        return new Outcome(
                new Answer.SysMsgDone(sysMsg.time(), false),
                List.of(Push.to(List.of(sysMsg.to()), event, caller.connectionId())));
    }

    Future<Outcome> sendToTeam(Caller caller, SendSysMsg send, List<Grant> grants) {
        Conversation team = Sides.requireTeam(new Conversation(send.scene(), send.to()));
        Call call = Call.of(Script.TEAM_NOTIFY)
                .key(keys.log(team))
                .key(keys.meta(team))
                .key(keys.team(team))
                .key(keys.members(team))
                .key(keys.watchers(team));
        if (send.needSaveOffline()) {
            call.durable();
        }
        call.arg(caller.account())
                .arg(send.needSaveOffline() ? 1 : 0)
                .arg(Entries.head("sysMsg", caller, ""))
                .arg(text(send))
                .arg(TeamSends.rolesText(grants))
                .arg(TeamSends.isServer(caller) ? 1 : 0);
        return lines.ask(call).map(reply -> toldTeam(caller, send, Sight.require(reply)));
    }

    private Outcome toldTeam(Caller caller, SendSysMsg send, Reply reply) {
        long seq = reply.number(1);
        String idServer = seq == 0 ? "" : Entries.idServer(seq, reply.number(3));
        SysMsg sysMsg = made(caller, send, seq, reply.number(2), idServer);
        if (seq > 0) {
            aftermath.requireDurable(reply);
        }
        Event event = seq == 0 ? new Event.SysMsgSent(sysMsg) : new Event.Arrived(sysMsg, reply.number(4));
        return new Outcome(
                new Answer.SysMsgDone(sysMsg.time(), false),
                List.of(Push.toTeam(
                        sysMsg.conversation(),
                        TeamSends.texts(reply.get(5)),
                        List.of(),
                        event,
                        caller.connectionId())));
    }

    private static SysMsg made(Caller caller, SendSysMsg send, long seq, long time, String idServer) {
        return new SysMsg(
                send.scene(),
                send.to(),
                caller.account(),
                caller.deviceId(),
                seq,
                time,
                idServer,
                send.attach(),
                send.ext(),
                send.pushInfo(),
                send.needSaveOffline());
    }

    private static byte[] text(SendSysMsg send) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(128);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            MessageText.writeText(json, "attach", send.attach());
            MessageText.writeText(json, "ext", send.ext());
            MessageText.writeText(json, "pushInfo", send.pushInfo());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** One that a team keeps. */
    static SysMsg read(Conversation team, long number, long time, long seq, String[] header, byte[] text) {
        Map<String, String> fields = MessageText.fields(text);
        return new SysMsg(
                team.scene(),
                team.id(),
                header[2],
                header[3],
                seq,
                time,
                Entries.idServer(seq, number),
                fields.get("attach"),
                fields.get("ext"),
                fields.get("pushInfo"),
                true);
    }
}
