package io.posthouse.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code posthouse bench storm}: a node dies, and all who were there come to the others at once, where people talk. */
@Command(
        name = "storm",
        mixinStandardHelpOptions = true,
        description = {
            "Measures a reconnect storm.",
            "Many connect to one node (--url) and some talk on the others (--also). Once it says 'kill the node now', do; it measures how long the"
                    + " sends of those who talk take until everybody is back."
        })
final class StormCommand implements Callable<Integer> {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Duration SETTLE = Duration.ofSeconds(20);
    private static final long LOOK_MILLIS = 20;

    @Mixin
    private Target target = new Target();

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--connections",
            defaultValue = "1000",
            description = "that lose their node (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--talkers",
            defaultValue = "100",
            description = "on the others, an even number (default: ${DEFAULT-VALUE})")
    private int talkers;

    @Option(
            names = "--rate",
            defaultValue = "100",
            description = "messages a second of all who talk (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(names = "--calm", defaultValue = "PT10S", description = "measured before (default: ${DEFAULT-VALUE})")
    private Duration calm = Duration.ZERO;

    @Option(names = "--patience", defaultValue = "PT5M", description = "for all to be back (default: ${DEFAULT-VALUE})")
    private Duration patience = Duration.ZERO;

    @Override
    public Integer call() throws Exception {
        if (target.also.isEmpty()) {
            spec.commandLine().getErr().println("posthouse: --also has to name a node that stays.");
            return 2;
        }
        JsonObject result = Driver.run(this::run);
        Results.tell(target, result);
        return result.getString("trouble").isEmpty() ? 0 : 1;
    }

    private Future<JsonObject> run(Vertx vertx) {
        Future<Accounts> talking = Accounts.make(vertx, target, talkers);
        Future<Accounts> coming = Accounts.make(vertx, target, connections);
        return Future.all(talking, coming)
                .compose(made ->
                        Connections.open(vertx, target, talking.result(), i -> target.also.get(i % target.also.size())))
                .compose(open -> {
                    Pace pace = new Pace(vertx, talking.result(), open.all(), rate, 200);
                    Crowd crowd = new Crowd(vertx, target, coming.result());
                    return crowd.come(patience)
                            .compose(here -> storm(vertx, pace, crowd))
                            .eventually(() -> {
                                crowd.leave();
                                return open.close();
                            });
                });
    }

    private Future<JsonObject> storm(Vertx vertx, Pace pace, Crowd crowd) {
        pace.start();
        JsonObject result =
                new JsonObject().put("is", "storm").put("label", target.label).put("connections", connections);
        long[] startedNanos = {0};
        long[] triesBefore = {0};
        return vertx.timer(calm.toMillis())
                .compose(calmed -> {
                    put(result, "calm", pace.take());
                    Results.print("kill the node now\n");
                    return until(vertx, crowd::hasLost, "Nobody has lost the node.");
                })
                .compose(begun -> {
                    startedNanos[0] = System.nanoTime();
                    triesBefore[0] = crowd.tries();
                    pace.take();
                    return until(vertx, crowd::isWhole, "Not all have come back.");
                })
                .compose(whole -> {
                    put(result, "storm", pace.take());
                    result.put("backSeconds", (System.nanoTime() - startedNanos[0]) / 1e9)
                            .put("tries", crowd.tries() - triesBefore[0])
                            .put("toldToComeLater", crowd.timesToldToComeLater())
                            .put("refusedLogins", crowd.refusals());
                    return pace.stop(SETTLE);
                })
                .map(quiet -> result.put("refused", pace.refused()).put("trouble", pace.trouble()));
    }

    private static void put(JsonObject result, String when, Histogram nanos) {
        result.put(when + "P50Millis", nanos.getValueAtPercentile(50) / NANOS_PER_MILLI)
                .put(when + "P99Millis", nanos.getValueAtPercentile(99) / NANOS_PER_MILLI)
                .put(when + "WorstMillis", nanos.getMaxValue() / NANOS_PER_MILLI);
    }

    private Future<Void> until(Vertx vertx, java.util.function.BooleanSupplier condition, String complaint) {
        Promise<Void> met = Promise.promise();
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        vertx.setPeriodic(LOOK_MILLIS, timer -> {
            if (condition.getAsBoolean()) {
                vertx.cancelTimer(timer);
                met.complete();
            } else if (System.nanoTime() > deadlineNanos) {
                vertx.cancelTimer(timer);
                met.fail(new BenchException(complaint));
            }
        });
        return met.future();
    }
}
