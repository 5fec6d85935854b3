package io.posthouse.bench;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * How long messages took alone, and how long while files were uploaded.
 *
 * @param alone nanoseconds until a message was acknowledged, nothing else going on
 * @param beside the same from the first byte of the first upload to the end of the last
 * @param seconds that the uploads took
 * @param residentBytes of the gateway without its store, the most that was seen meanwhile
 * @param residentBeforeBytes the same before
 * @param trouble empty if every message arrived and every file was taken
 */
record UploadsResult(
        String label,
        UploadsPlan plan,
        Histogram alone,
        Histogram beside,
        double seconds,
        long residentBeforeBytes,
        long residentBytes,
        String trouble) {
    static final String HEAD = """
            | run | uploads | MiB/s | messages/s | alone: ack p50 / p99 ms | beside uploads: ack p50 / p99 ms | gateway RSS before / most |
            | --- | --- | --- | --- | --- | --- | --- |
            """;
    private static final double MEBIBYTE = 1024.0 * 1024;
    private static final double NANOS_PER_MILLI = 1e6;

    JsonObject toJson() {
        return new JsonObject()
                .put("is", "uploads")
                .put("label", label)
                .put("uploads", plan.uploads())
                .put("fileBytes", plan.fileBytes())
                .put("bytesPerSecond", plan.uploads() * plan.fileBytes() / seconds)
                .put("rate", plan.rate())
                .put("aloneP50Millis", millis(alone, 50))
                .put("aloneP99Millis", millis(alone, 99))
                .put("besideP50Millis", millis(beside, 50))
                .put("besideP99Millis", millis(beside, 99))
                .put("besideMessages", beside.getTotalCount())
                .put("residentBeforeBytes", residentBeforeBytes)
                .put("residentBytes", residentBytes)
                .put("trouble", trouble);
    }

    private static double millis(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }

    static String row(JsonObject result) {
        String trouble = result.getString("trouble");
        return String.format(
                Locale.ROOT,
                "| %s | %,d × %.0f MiB | %.0f | %,d | %.2f / %.2f | %.2f / %.2f | %.0f / %.0f MiB |%s%n",
                result.getString("label"),
                result.getInteger("uploads"),
                result.getLong("fileBytes") / MEBIBYTE,
                result.getDouble("bytesPerSecond") / MEBIBYTE,
                result.getInteger("rate"),
                result.getDouble("aloneP50Millis"),
                result.getDouble("aloneP99Millis"),
                result.getDouble("besideP50Millis"),
                result.getDouble("besideP99Millis"),
                result.getLong("residentBeforeBytes") / MEBIBYTE,
                result.getLong("residentBytes") / MEBIBYTE,
                trouble.isEmpty() ? "" : " VOID: " + trouble);
    }
}
