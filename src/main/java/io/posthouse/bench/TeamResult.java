package io.posthouse.bench;

import io.vertx.core.json.JsonObject;

/**
 * What a team run found. There is one only if every receiver got everything, once and in order.
 *
 * @param medianMillis from sending a message in silence to its arrival at the last receiver
 * @param worstMillis the longest of these
 * @param seconds how long the window was in the end
 * @param delivered what reached its receiver in the window
 * @param gatewayCpuSeconds of the watched processes but Redis in the window
 * @param storeCpuSeconds of Redis in the window
 * @param driverCpuSeconds of the driver in the window; near the window's length means that the driver was the limit
 * @param residentBytes of the watched processes but Redis, at the window's end
 */
record TeamResult(
        String label,
        TeamPlan plan,
        double medianMillis,
        double worstMillis,
        double seconds,
        long delivered,
        double gatewayCpuSeconds,
        double storeCpuSeconds,
        double driverCpuSeconds,
        long residentBytes) {

    JsonObject toJson() {
        return new JsonObject()
                .put("is", "team")
                .put("label", label)
                .put("members", plan.members())
                .put("connected", plan.connected())
                .put("bodyChars", plan.bodyChars())
                .put("acknowledges", plan.acknowledges())
                .put("medianMillis", medianMillis)
                .put("worstMillis", worstMillis)
                .put("seconds", seconds)
                .put("delivered", delivered)
                .put("deliveredPerSecond", delivered / seconds)
                .put("gatewayCpuSecondsPerMillion", perMillion(gatewayCpuSeconds))
                .put("storeCpuSecondsPerMillion", perMillion(storeCpuSeconds))
                .put("driverCpuSeconds", driverCpuSeconds)
                .put("residentBytes", residentBytes);
    }

    private double perMillion(double cpuSeconds) {
        return cpuSeconds / delivered * 1_000_000;
    }
}
