package io.posthouse.routing;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthouse.bus.Residents;
import io.posthouse.config.Config;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the routing verticles of one node have in common.
 *
 * @param nodeId this node's
 * @param instances how many verticles of each kind this node runs
 * @param residents who is connected to this node
 * @param liveNodes the ids of the nodes whose lease holds
 * @param authenticator the embedding host's; null if there is none
 */
public record RoutingScope(
        String nodeId,
        int instances,
        Config config,
        Residents residents,
        Supplier<Set<String>> liveNodes,
        @Nullable Authenticator authenticator,
        MeterRegistry meters) {}
