package io.posthouse.management;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.model.AccountId;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** How an app's own server tells one account's connected devices something beside all conversations. Keeps no state. */
final class ProxyApi {
    private final LocalBus bus;
    private final int routers;

    /** @param routers how many routing verticles this node has */
    ProxyApi(LocalBus bus, int routers) {
        this.bus = bus;
        this.routers = routers;
    }

    Future<Void> send(RoutingContext context) {
        String account = account(context.pathParam("account"), "account");
        JsonObject body = Exchange.bodyOf(context);
        String text = Exchange.textOf(body, "body");
        String from = Exchange.textOf(body, "from");
        if (text == null || text.isEmpty()) {
            throw new FaultException(Fault.INVALID, "body");
        }
        Command command = new Command.SendProxyMsg(from == null ? null : account(from, "from"), text);
        String address = Addresses.route(Addresses.shard(account, routers));
        return bus.ask(address, new Request(Caller.server(account), command))
                .compose(answer -> context.json(new JsonObject().put("time", ((Answer.Done) answer).time())));
    }

    private static String account(@Nullable String text, String field) {
        return AccountId.parse(text == null ? "" : text).orElseThrow(() -> new FaultException(Fault.INVALID, field));
    }
}
