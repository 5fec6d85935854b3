package io.posthouse.bench;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** Results as a table in Markdown, ready for a README. */
final class Report {
    private static final double KIB = 1024;
    private static final String LOAD_HEAD = """
            | run | load | CPU s per million delivered | acknowledged/s | ack p50 / p99 ms | push p50 / p99 ms | driver CPU |
            | --- | --- | --- | --- | --- | --- | --- |
            """;
    private static final String IDLE_HEAD = """
            | run | idle connections | RSS each | RSS before / after | logins/s |
            | --- | --- | --- | --- | --- |
            """;

    private Report() {}

    static String of(List<JsonObject> results) {
        StringBuilder text = new StringBuilder();
        List<JsonObject> loads = only(results, "load");
        if (!loads.isEmpty()) {
            text.append(LOAD_HEAD);
            loads.forEach(load -> text.append(row(load)));
        }
        List<JsonObject> idles = only(results, "idle");
        if (!idles.isEmpty()) {
            text.append(loads.isEmpty() ? "" : "\n").append(IDLE_HEAD);
            idles.forEach(idle -> text.append(idleRow(idle)));
        }
        return text.toString();
    }

    private static List<JsonObject> only(List<JsonObject> results, String kind) {
        return results.stream().filter(r -> kind.equals(r.getString("is"))).toList();
    }

    private static String row(JsonObject load) {
        String trouble = load.getString("trouble");
        return String.format(
                Locale.ROOT,
                "| %s | %d×%d | %.1f | %,.0f | %.2f / %.1f | %.2f / %.1f | %.0f %% |%s%n",
                load.getString("label"),
                load.getInteger("accounts"),
                load.getInteger("inFlight"),
                load.getDouble("cpuSecondsPerMillion"),
                load.getDouble("acknowledgedPerSecond"),
                load.getDouble("ackP50Millis"),
                load.getDouble("ackP99Millis"),
                load.getDouble("pushP50Millis"),
                load.getDouble("pushP99Millis"),
                load.getDouble("driverCpuSeconds") / load.getDouble("seconds") * 100,
                trouble.isEmpty() ? "" : " VOID: " + trouble);
    }

    private static String idleRow(JsonObject idle) {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %.1f KiB | %.0f / %.0f MiB | %,.0f |%n",
                idle.getString("label"),
                idle.getInteger("connections"),
                idle.getDouble("bytesPerConnection") / KIB,
                idle.getLong("beforeBytes") / KIB / KIB,
                idle.getLong("afterBytes") / KIB / KIB,
                idle.getDouble("loginsPerSecond"));
    }
}
