package io.posthouse;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthouse.config.Config;
import io.posthouse.config.StartupException;
import io.posthouse.routing.Authenticator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import org.jspecify.annotations.Nullable;

/** What an embedding host decides before it starts a gateway inside its own Vert.x. */
public final class PosthouseBuilder {
    private final Vertx vertx;
    private Config config = Config.DEFAULT;
    private @Nullable Authenticator authenticator;
    private @Nullable MeterRegistry registry;
    private @Nullable Router router;

    PosthouseBuilder(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The settings; {@link Config#DEFAULT} if nobody says. Read from a file by {@link io.posthouse.config.ConfigReader}. */
    public PosthouseBuilder config(Config settings) {
        this.config = settings;
        return this;
    }

    /** Who may log in, beside the tokens and keys of the configuration. */
    public PosthouseBuilder authenticator(Authenticator check) {
        this.authenticator = check;
        return this;
    }

    /**
     * Where the gateway counts. Without it the gateway has a registry of its own, which its management port shows. At the
     * stop it takes away what it added.
     */
    public PosthouseBuilder meters(MeterRegistry host) {
        this.registry = host;
        return this;
    }

    /**
     * Serves the clients, the server API and (unless {@code server.page} is false) the chat page on this router instead of
     * a port of the gateway's own. The router may serve on several event loops. After {@link Posthouse#stop} its requests
     * pass the gateway by.
     */
    public PosthouseBuilder mountOn(Router host) {
        this.router = host;
        return this;
    }

    /**
     * Starts. One gateway fits into one Vert.x.
     *
     * @return fails with a {@link StartupException} of one sentence, and has left nothing behind then
     */
    public Future<Posthouse> start() {
        Undo undo = new Undo();
        return new Assembly(vertx, config, new Host(authenticator, registry, router), undo)
                .run()
                .map(running -> new Posthouse(vertx, running))
                .recover(cause -> undo.all().compose(undone -> Future.failedFuture(StartFailures.of(cause))));
    }

    /** What the host brings. */
    record Host(
            @Nullable Authenticator authenticator,
            @Nullable MeterRegistry registry,
            @Nullable Router router) {}
}
