package io.posthouse.routing;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthouse.bus.Residents;
import io.posthouse.config.Config;
import io.posthouse.model.Message;
import java.util.Set;
import java.util.function.Consumer;
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
 * @param stored hears each message that was stored just now, on the routing verticle's event loop; never a repeated or a
 *     refused one
 */
public record RoutingScope(
        String nodeId,
        int instances,
        Config config,
        Residents residents,
        Supplier<Set<String>> liveNodes,
        @Nullable Authenticator authenticator,
        Consumer<Message> stored,
        MeterRegistry meters) {}
