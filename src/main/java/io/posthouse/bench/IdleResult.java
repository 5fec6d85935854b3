package io.posthouse.bench;

import io.vertx.core.json.JsonObject;

/**
 * What connections cost that are logged in and silent.
 *
 * @param beforeBytes memory of the watched processes with a few connections, after they had been warmed up
 * @param afterBytes the same with all connections
 * @param loginsPerSecond how fast they connected and logged in
 */
record IdleResult(String label, int connections, long beforeBytes, long afterBytes, double loginsPerSecond) {

    double bytesPerConnection() {
        return (double) (afterBytes - beforeBytes) / connections;
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("is", "idle")
                .put("label", label)
                .put("connections", connections)
                .put("beforeBytes", beforeBytes)
                .put("afterBytes", afterBytes)
                .put("bytesPerConnection", bytesPerConnection())
                .put("loginsPerSecond", loginsPerSecond);
    }
}
