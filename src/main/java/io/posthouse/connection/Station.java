package io.posthouse.connection;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.config.Config;
import io.posthouse.config.LimitsConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Conversation;
import io.posthouse.model.Request;
import io.vertx.core.Future;
import java.util.Locale;

/**
 * What the connections of one verticle share.
 *
 * @param n the verticle's number
 */
record Station(
        Commons commons,
        int n,
        LocalBus bus,
        Wheel wheel,
        Roster roster,
        Teams teams,
        Turns gate,
        LoginQueue logins,
        Logouts logouts,
        AckRounds acks,
        Tickets tickets,
        Lives lives) {

    Config config() {
        return commons.config();
    }

    LimitsConfig limits() {
        return commons.config().limits();
    }

    ConnectionMeters meters() {
        return commons.meters();
    }

    /** Asks about an account; what one account asks is handled in the order it was asked. */
    Future<Answer> askAbout(String account, Request request) {
        return bus.ask(Addresses.route(Addresses.shard(account, commons.instances())), request);
    }

    /** Asks about a conversation; what is asked about one is handled in the order it was asked. */
    Future<Answer> askAbout(Conversation conversation, Request request) {
        return bus.ask(Addresses.route(Addresses.shard(conversation.key(), commons.instances())), request);
    }

    /** Logs the caller in, when it is its turn. */
    Future<Answer> logIn(Request login) {
        String account = login.caller().account().toLowerCase(Locale.ROOT);
        return logins.enter(() -> bus.askInTime(Addresses.route(Addresses.shard(account, commons.instances())), login));
    }

    /** Asks for a caller, what {@link Addresses#handlerOf} says. */
    Future<Answer> ask(Request request) {
        String account = request.caller().account();
        return bus.ask(Addresses.handlerOf(account, request.command(), commons.instances()), request);
    }
}
