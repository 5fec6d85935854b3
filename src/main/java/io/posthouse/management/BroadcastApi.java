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
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** How an app's own server tells all accounts something. Keeps no state. */
final class BroadcastApi {
    private static final Duration LIFE = Duration.ofDays(7);
    private static final Duration LIFE_MAX = Duration.ofDays(365);

    private final LocalBus bus;

    BroadcastApi(LocalBus bus) {
        this.bus = bus;
    }

    Future<Void> send(RoutingContext context) {
        JsonObject body = Exchange.bodyOf(context);
        String from = Exchange.textOf(body, "from");
        String text = Exchange.textOf(body, "body");
        if (text == null || text.isEmpty()) {
            throw new FaultException(Fault.INVALID, "body");
        }
        if (from != null && AccountId.parse(from).isEmpty()) {
            throw new FaultException(Fault.INVALID, "from");
        }
        String account = from == null ? null : AccountId.parse(from).orElseThrow();
        Command command = new Command.SendBroadcast(
                account, text, lifeOf(Exchange.textOf(body, "life")).toMillis());
        return bus.ask(Addresses.route(0), new Request(Caller.server("server"), command))
                .compose(answer -> {
                    Answer.BroadcastSent sent = (Answer.BroadcastSent) answer;
                    context.response().setStatusCode(201);
                    return context.json(new JsonObject()
                            .put("id", sent.broadcast().id())
                            .put("time", sent.broadcast().time()));
                });
    }

    private static Duration lifeOf(@Nullable String text) {
        try {
            Duration life = text == null ? LIFE : Duration.parse(text);
            if (!life.isNegative() && !life.isZero() && life.compareTo(LIFE_MAX) <= 0) {
                return life;
            }
        } catch (DateTimeParseException noDuration) {
            // Told below.
        }
        throw new FaultException(Fault.INVALID, "life: an ISO-8601 duration up to P365D, such as PT24H");
    }
}
