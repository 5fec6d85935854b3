package io.posthouse.routing;

import io.micrometer.core.instrument.Counter;
import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.bus.PresenceMoved;
import io.posthouse.bus.Pushes;
import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Event;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.Request;
import io.posthouse.model.Scene;
import io.posthouse.model.TeamCommand;
import io.posthouse.team.Grants;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Decides who may do what and who gets what, where. Owns nothing but caches. The router asks the store verticle of its own
 * number, so that a message stays on one event loop.
 */
public final class RoutingVerticle extends VerticleBase {
    private final int k;
    private final RoutingScope scope;
    private final CommandCheck check;
    private final Counter sends;
    private final Counter logins;

    /**
     * @param k which of the routing verticles of this node
     */
    public RoutingVerticle(int k, RoutingScope scope) {
        this.k = k;
        this.scope = scope;
        SceneRules teams = new TeamSceneRules();
        this.check = new CommandCheck(
                new Permissions(Map.of(Scene.P2P, new P2pRules(), Scene.TEAM, teams, Scene.SUPER_TEAM, teams)),
                new TeamCheck(scope.config().team(), scope.config().limits()),
                scope.config().limits().pageMax());
        this.sends = scope.meters().counter("posthouse_sends");
        this.logins = scope.meters().counter("posthouse_logins");
    }

    @Override
    public Future<?> start() {
        LocalBus bus = new LocalBus(vertx, scope.config().server().requestTimeout());
        Presence presence = new Presence(scope, bus, Addresses.store(k));
        Desk desk = new Desk(
                bus,
                new Logins(vertx, scope, bus, Addresses.store(k)),
                presence,
                deliveryBy(bus, presence),
                new Moves(vertx, bus));
        MessageConsumer<Pushes> pushes = vertx.eventBus().localConsumer(Addresses.deliver(k), message -> desk.delivery()
                .deliver(message.body().pushes()));
        MessageConsumer<?> moves = bus.hear(Addresses.presence(), PresenceMoved.class, moved -> moved.accounts()
                .forEach(presence::forget));
        return Future.all(
                pushes.completion(),
                moves.completion(),
                bus.serve(Addresses.route(k), request -> serve(desk, request)));
    }

    private Delivery deliveryBy(LocalBus bus, Presence presence) {
        return new Delivery(vertx, bus, presence, scope);
    }

    private Future<Answer> serve(Desk desk, Request request) {
        Command command = request.command();
        if (command instanceof Command.Login login) {
            return desk.logins()
                    .login(request.caller(), login)
                    .map(outcome -> onMoved(desk, login.account().toLowerCase(Locale.ROOT), outcome))
                    .onSuccess(answer -> logins.increment());
        }
        if (command instanceof Command.Recall) {
            return desk.bus().ask(Addresses.recall(k), request);
        }
        if (command instanceof Command.ClientCommand asked) {
            check.check(request.caller(), asked);
        }
        Future<Outcome> done = desk.bus().askStore(Addresses.store(k), granted(request));
        if (command instanceof Command.Logout) {
            return done.map(outcome -> onMoved(desk, request.caller().account(), outcome));
        }
        return done.map(outcome -> onDone(desk, outcome)).onSuccess(answer -> {
            if (answer instanceof Answer.BroadcastSent sent) {
                Push push = Push.to(List.of(), new Event.BroadcastCame(sent.broadcast()), "");
                desk.bus().publishAnywhere(Addresses.everybody(), new Pushes(List.of(push)));
            }
        });
    }

    /** What a team's roles and modes decide goes to the store with the rows that decide it. */
    private static Request granted(Request request) {
        Command command = request.command();
        boolean isInTeam = (command instanceof Command.Send send && send.draft().scene() != Scene.P2P)
                || (command instanceof Command.SendSysMsg sysMsg && sysMsg.scene() != Scene.P2P);
        if (command instanceof Command.ClientCommand asked && (isInTeam || asked instanceof TeamCommand)) {
            return new Request(request.caller(), Grants.granted(request.caller().account(), asked));
        }
        return request;
    }

    /** The sender is answered by the caller of this, in this tick; what others are told leaves at its end. */
    private Answer onDone(Desk desk, Outcome outcome) {
        desk.delivery().deliver(outcome.pushes());
        if (outcome.answer() instanceof Answer.Sent) {
            sends.increment();
        }
        return outcome.answer();
    }

    private Answer onMoved(Desk desk, String account, Outcome outcome) {
        if (!desk.presence().isAlone()) {
            desk.moves().note(account);
        }
        return onDone(desk, outcome);
    }

    private record Desk(LocalBus bus, Logins logins, Presence presence, Delivery delivery, Moves moves) {}
}
