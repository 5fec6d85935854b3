package io.posthouse;

import io.posthouse.config.Config;
import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Draft;
import io.posthouse.model.Message;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running gateway, as the application that started it inside itself sees it. May be used from any thread; futures
 * complete on the caller's context, and fail with a {@link io.posthouse.model.FaultException} alone.
 */
public final class Posthouse {
    private final Vertx vertx;
    private final Running running;
    private final HostDesk desk;

    Posthouse(Vertx vertx, Running running) {
        this.vertx = vertx;
        this.running = running;
        this.desk = running.parts().desk();
    }

    /**
     * Makes a Vert.x for a gateway of these settings: if they name a store that other nodes may use, one whose event bus finds those
     * and reaches them. The caller closes it. A host that has a clustered Vert.x already needs none; in one that is not clustered
     * a gateway hears of what other nodes store only when it looks for it, every {@code sync.healInterval}.
     *
     * @return fails with a {@link io.posthouse.config.StartupException} of one sentence
     */
    public static Future<Vertx> newVertx(Config config) {
        return new NodesBus(config).open();
    }

    /** Begins to describe a gateway inside {@code vertx}, which stays the host's: the gateway never closes it. */
    public static PosthouseBuilder on(Vertx vertx) {
        return new PosthouseBuilder(vertx);
    }

    /**
     * Sends a message for an account, as if one of its devices had (S1 to S7). All its devices get a copy.
     *
     * @param as the account; it need not be connected
     */
    public Future<Answer.Sent> send(String as, Draft draft) {
        return ask(as, new Command.Send(draft)).map(Answer.Sent.class::cast);
    }

    /** Anything else that a client of the account may ask: recall, receipts, history, relations … */
    public Future<Answer> ask(String as, Command.ClientCommand command) {
        return desk.ask(as, command);
    }

    /**
     * Hears every message that this node stores, once each, whoever sent it, and what happens to teams, which are messages of type
     * notification (T2); not those that were refused (S5). A conversation's come in the order of its log. In a deployment of several
     * nodes each hears its own. Best effort: what is stored while nobody listens is not told later.
     *
     * @param handler runs on the context of the caller; what it throws is logged
     */
    public Listening listen(Consumer<Message> handler) {
        return desk.listen(vertx.getOrCreateContext(), handler);
    }

    /**
     * Makes an account. Fails with {@code ALREADY_EXISTS}.
     *
     * @param token what the account's devices log in with: 8 to 128 printable characters
     */
    public Future<Void> createAccount(String account, String token, @Nullable String nick) {
        return desk.administer(account, new Command.CreateAccount(account, token, nick));
    }

    /** A new token for an account; its connections are closed. Fails with {@code NOT_FOUND}. */
    public Future<Void> changeToken(String account, String token) {
        return desk.administer(account, new Command.ChangeToken(account, token));
    }

    /** Closes the account's connections and forgets its own things; what it said stays with the others. */
    public Future<Void> deleteAccount(String account) {
        return desk.administer(account, new Command.DeleteAccount(account));
    }

    /** Whether an account has this token, for what the command line keeps in files. */
    Future<Boolean> hasToken(String account, String token) {
        return desk.hasToken(account, token);
    }

    /** The port of the clients; 0 if the gateway is mounted on a host's router. */
    public int port() {
        return running.parts().port();
    }

    /** The port of the clients that speaks TLS; 0 if there is none. */
    public int tlsPort() {
        return running.parts().tlsPort();
    }

    /** The port of health and metrics; 0 if it is off. */
    public int managementPort() {
        return running.parts().managementPort();
    }

    /** Tells all connections to go elsewhere and takes no new ones. Sends of the host still work. Never undone. */
    public Future<Void> drain() {
        return running.drain();
    }

    /** Drains, stops, and leaves the host's Vert.x as it was. A second call waits for the first. Never fails. */
    public Future<Void> stop() {
        return running.stop();
    }
}
