package io.posthouse.connection;

import io.vertx.ext.web.Router;

/** HTTP routes that share the main port with the wires: the chat page, the server API. */
@FunctionalInterface
public interface RouteProvider {

    /** Adds the routes. Called once a connection verticle, on its event loop; handlers run on that event loop. */
    void mount(Router router);
}
