package io.posthouse.management;

import io.vertx.core.Future;
import java.util.Optional;

/** One thing that may be wrong with this node. */
@FunctionalInterface
public interface HealthCheck {

    /**
     * Looks now. Asked on the management verticle's event loop, at most once at a time.
     *
     * @return a sentence for a person if something is wrong; a failed future is reported as a problem of its own
     */
    Future<Optional<String>> problem();
}
