package io.posthouse.bench;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

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
    private static final String TEAM_HEAD = """
            | run | members / connected | last receiver p50 / worst ms | deliveries/s | CPU s per million: gateway / Redis | gateway RSS | driver CPU |
            | --- | --- | --- | --- | --- | --- | --- |
            """;
    private static final String DEEDS_HEAD = """
            | run | members | accounts made | added, away | added, connected | calls, slowest | rename: answered / last | remove | dismiss |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            """;

    private Report() {}

    static String of(List<JsonObject> results) {
        StringBuilder text = new StringBuilder();
        add(text, LOAD_HEAD, only(results, "load"), Report::row);
        add(text, TEAM_HEAD, only(results, "team"), Report::teamRow);
        add(text, DEEDS_HEAD, only(results, "deeds"), Report::deedsRow);
        add(text, UploadsResult.HEAD, only(results, "uploads"), UploadsResult::row);
        add(text, IDLE_HEAD, only(results, "idle"), Report::idleRow);
        return text.toString();
    }

    private static void add(
            StringBuilder text, String head, List<JsonObject> results, Function<JsonObject, String> row) {
        if (!results.isEmpty()) {
            text.append(text.isEmpty() ? "" : "\n").append(head);
            results.forEach(result -> text.append(row.apply(result)));
        }
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

    private static String teamRow(JsonObject team) {
        return String.format(
                Locale.ROOT,
                "| %s | %,d / %,d | %.0f / %.0f | %,.0f | %.1f / %.1f | %.0f MiB | %.0f %% |%n",
                team.getString("label") + (team.getBoolean("acknowledges") ? "" : ", no acks"),
                team.getInteger("members"),
                team.getInteger("connected"),
                team.getDouble("medianMillis"),
                team.getDouble("worstMillis"),
                team.getDouble("deliveredPerSecond"),
                team.getDouble("gatewayCpuSecondsPerMillion"),
                team.getDouble("storeCpuSecondsPerMillion"),
                team.getLong("residentBytes") / KIB / KIB,
                team.getDouble("driverCpuSeconds") / team.getDouble("seconds") * 100);
    }

    private static String deedsRow(JsonObject deeds) {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %.1f s | %.1f s | %.1f s | %,d, %.0f ms | %s | %s | %s |%n",
                deeds.getString("label"),
                deeds.getInteger("members"),
                deeds.getDouble("accountsSeconds"),
                deeds.getDouble("awaySeconds"),
                deeds.getDouble("connectedSeconds"),
                deeds.getInteger("addCalls"),
                deeds.getDouble("slowestAddMillis"),
                deed(deeds.getJsonObject("renamed")),
                deed(deeds.getJsonObject("removed")),
                deed(deeds.getJsonObject("dismissed")));
    }

    private static String deed(JsonObject deed) {
        return String.format(
                Locale.ROOT, "%.0f / %.0f ms", deed.getDouble("answeredMillis"), deed.getDouble("heardMillis"));
    }
}
