package io.posthouse.bench;

import io.vertx.core.json.JsonObject;

/**
 * What a run found.
 *
 * @param acknowledged messages answered {@code sent} in the window
 * @param delivered messages that reached their receiver in the window
 * @param cpuSeconds of the watched processes in the window
 * @param driverCpuSeconds of the driver in the window; near the window's length means that the driver was the limit
 * @param trouble what went wrong first; empty means that every message was answered and arrived once and in order
 */
record LoadResult(
        String label,
        LoadPlan plan,
        double seconds,
        long acknowledged,
        long delivered,
        double cpuSeconds,
        double driverCpuSeconds,
        double ackP50Millis,
        double ackP99Millis,
        double pushP50Millis,
        double pushP99Millis,
        long residentBytes,
        String trouble) {

    LoadResult withTrouble(String found) {
        return new LoadResult(
                label,
                plan,
                seconds,
                acknowledged,
                delivered,
                cpuSeconds,
                driverCpuSeconds,
                ackP50Millis,
                ackP99Millis,
                pushP50Millis,
                pushP99Millis,
                residentBytes,
                found);
    }

    double acknowledgedPerSecond() {
        return acknowledged / seconds;
    }

    double cpuSecondsPerMillion() {
        return delivered == 0 ? 0 : cpuSeconds / delivered * 1_000_000;
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("is", "load")
                .put("label", label)
                .put("accounts", plan.accounts())
                .put("inFlight", plan.inFlight())
                .put("bodyChars", plan.bodyChars())
                .put("seconds", seconds)
                .put("acknowledged", acknowledged)
                .put("delivered", delivered)
                .put("acknowledgedPerSecond", acknowledgedPerSecond())
                .put("cpuSeconds", cpuSeconds)
                .put("cpuSecondsPerMillion", cpuSecondsPerMillion())
                .put("driverCpuSeconds", driverCpuSeconds)
                .put("ackP50Millis", ackP50Millis)
                .put("ackP99Millis", ackP99Millis)
                .put("pushP50Millis", pushP50Millis)
                .put("pushP99Millis", pushP99Millis)
                .put("residentBytes", residentBytes)
                .put("trouble", trouble);
    }
}
