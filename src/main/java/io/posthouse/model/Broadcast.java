package io.posthouse.model;

import org.jspecify.annotations.Nullable;

/**
 * What the server tells all accounts of the deployment, for as long as it lives.
 *
 * @param id 1, 2, 3 … over the deployment
 * @param from an account, if the server named one
 * @param body at most the configured characters of a message's body (M4)
 * @param time ms by the store's clock
 */
public record Broadcast(long id, @Nullable String from, String body, long time) {}
