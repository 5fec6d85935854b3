package io.posthouse.management;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that may be wrong with this node.
 *
 * @param subject begins the sentence that says that there was no answer, such as "The store"
 * @param look looks now, on the management verticle's event loop; yields a sentence for a person if something is wrong
 */
public record HealthCheck(String subject, Supplier<Future<Optional<String>>> look) {}
