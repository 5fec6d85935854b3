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

    private static final String STEADY_HEAD = """
            | run | nodes | connections | messages/s | CPU s per million delivered: gateway / Redis | ack p50 / p99 ms |
            | --- | --- | --- | --- | --- | --- |
            """;
    private static final String SILENT_HEAD = """
            | run | nodes | silent connections | CPU µs a connection and second: gateway / Redis |
            | --- | --- | --- | --- |
            """;
    private static final String STORM_HEAD = """
            | run | connections | back after | tries | told to come later | ack p50 / p99 before | p50 / p99 / worst meanwhile, ms | refused sends |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            """;

    private Report() {}

    static String of(List<JsonObject> results) {
        StringBuilder text = new StringBuilder();
        add(text, LOAD_HEAD, only(results, "load"), Report::row);
        add(text, TEAM_HEAD, only(results, "team"), Report::teamRow);
        add(text, DEEDS_HEAD, only(results, "deeds"), Report::deedsRow);
        add(text, UploadsResult.HEAD, only(results, "uploads"), UploadsResult::row);
        add(text, IDLE_HEAD, only(results, "idle"), Report::idleRow);
        List<JsonObject> steady = only(results, "steady");
        add(text, STEADY_HEAD, steady.stream().filter(r -> !isSilent(r)).toList(), Report::steadyRow);
        add(text, SILENT_HEAD, steady.stream().filter(Report::isSilent).toList(), Report::silentRow);
        add(text, STORM_HEAD, only(results, "storm"), Report::stormRow);
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

    private static String silentRow(JsonObject steady) {
        double millionConnectionSeconds = steady.getInteger("accounts") * steady.getDouble("seconds") / 1e6;
        return String.format(
                Locale.ROOT,
                "| %s | %d | %,d | %.1f / %.1f |%n",
                steady.getString("label"),
                steady.getInteger("nodes"),
                steady.getInteger("accounts"),
                steady.getDouble("gatewayCpuSecondsPerMillion") / millionConnectionSeconds,
                steady.getDouble("storeCpuSecondsPerMillion") / millionConnectionSeconds);
    }

    private static boolean isSilent(JsonObject steady) {
        return steady.getDouble("rate") == 0;
    }

    private static String steadyRow(JsonObject steady) {
        String trouble = steady.getString("trouble");
        return String.format(
                Locale.ROOT,
                "| %s | %d | %,d | %,.0f | %.1f / %.1f | %.2f / %.1f |%s%n",
                steady.getString("label"),
                steady.getInteger("nodes"),
                steady.getInteger("accounts"),
                steady.getDouble("rate"),
                steady.getDouble("gatewayCpuSecondsPerMillion"),
                steady.getDouble("storeCpuSecondsPerMillion"),
                steady.getDouble("ackP50Millis"),
                steady.getDouble("ackP99Millis"),
                trouble.isEmpty() ? "" : " VOID: " + trouble);
    }

    private static String stormRow(JsonObject storm) {
        String trouble = storm.getString("trouble");
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %.1f s | %,d | %,d | %.1f / %.1f | %.1f / %.0f / %.0f | %,d |%s%n",
                storm.getString("label"),
                storm.getInteger("connections"),
                storm.getDouble("backSeconds"),
                storm.getLong("tries"),
                storm.getLong("toldToComeLater"),
                storm.getDouble("calmP50Millis"),
                storm.getDouble("calmP99Millis"),
                storm.getDouble("stormP50Millis"),
                storm.getDouble("stormP99Millis"),
                storm.getDouble("stormWorstMillis"),
                storm.getLong("refused"),
                trouble.isEmpty() ? "" : " VOID: " + trouble);
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
