package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command.SendProxyMsg;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.List;

/** What the app's own server tells one account beside all conversations. Keeps nothing. */
final class ProxyMsgs {
    private final Lines lines;
    private final Keys keys;
    private final Aftermath aftermath;
    private final int bodyCharsMax;

    /** @param bodyCharsMax of what is told */
    ProxyMsgs(Lines lines, Keys keys, Aftermath aftermath, int bodyCharsMax) {
        this.lines = lines;
        this.keys = keys;
        this.aftermath = aftermath;
        this.bodyCharsMax = bodyCharsMax;
    }

    Future<Outcome> send(Caller caller, SendProxyMsg send) {
        if (send.body().length() > bodyCharsMax) {
            return Future.failedFuture(new FaultException(Fault.BODY_TOO_LONG));
        }
        String account = caller.account();
        Call call = Call.of(Command.HEXISTS).key(keys.account(account)).arg("createTime");
        return lines.ask(call).compose(found -> {
            if (found.get().toLong() == 0) {
                return Future.failedFuture(new FaultException(Fault.NOT_FOUND, "account"));
            }
            return aftermath.time().map(time -> told(account, new Event.ProxyMsgCame(send.from(), send.body(), time)));
        });
    }

    private static Outcome told(String account, Event.ProxyMsgCame came) {
        return new Outcome(new Answer.Done(came.time()), List.of(Push.to(List.of(account), came, "")));
    }
}
