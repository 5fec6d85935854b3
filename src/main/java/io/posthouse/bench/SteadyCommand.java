package io.posthouse.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code posthouse bench steady}: what a message costs at a rate that is the same however many nodes there are. */
@Command(
        name = "steady",
        mixinStandardHelpOptions = true,
        description = {
            "Measures what a message costs at a steady rate.",
            "Accounts talk in pairs; with several nodes (--also) each is on another node than its partner."
        })
final class SteadyCommand implements Callable<Integer> {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Duration SETTLE = Duration.ofSeconds(20);

    @Mixin
    private Target target = new Target();

    @Option(names = "--accounts", defaultValue = "600", description = "an even number (default: ${DEFAULT-VALUE})")
    private int accounts;

    @Option(
            names = "--rate",
            defaultValue = "1000",
            description = "messages a second, 0 for silence (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(names = "--body", defaultValue = "200", description = "characters (default: ${DEFAULT-VALUE})")
    private int bodyChars;

    @Option(names = "--warm-up", defaultValue = "PT30S", description = "not measured (default: ${DEFAULT-VALUE})")
    private Duration warmUp = Duration.ZERO;

    @Option(names = "--window", defaultValue = "PT30S", description = "measured (default: ${DEFAULT-VALUE})")
    private Duration window = Duration.ZERO;

    @Override
    public Integer call() throws Exception {
        JsonObject result = Driver.run(this::run);
        Results.tell(target, result);
        return result.getString("trouble").isEmpty() ? 0 : 1;
    }

    private Future<JsonObject> run(Vertx vertx) {
        return Accounts.make(vertx, target, accounts)
                .compose(made -> Connections.open(vertx, target, made).compose(connections -> {
                    Pace pace = new Pace(vertx, made, connections.all(), rate, bodyChars);
                    pace.start();
                    return vertx.timer(warmUp.toMillis())
                            .compose(warm -> measure(vertx, pace))
                            .compose(result ->
                                    pace.stop(SETTLE).map(quiet -> result.put("trouble", pace.troubleOrRefusals())))
                            .eventually(connections::close);
                }));
    }

    /** A refusal costs less than a message: what was measured is not what it says. */
    private Future<JsonObject> measure(Vertx vertx, Pace pace) {
        ProcessTree gateway = target.processes().butStore();
        ProcessTree store = target.processes().store();
        double gatewayCpu = gateway.cpuSeconds();
        double storeCpu = store.cpuSeconds();
        long arrived = pace.arrivals();
        pace.take();
        return vertx.timer(window.toMillis()).map(over -> {
            // What connections cost that say nothing is told as it is; otherwise it is a part of what the messages
            // cost.
            double millions = rate > 0 ? (pace.arrivals() - arrived) / 1e6 : 1;
            Histogram answers = pace.take();
            return new JsonObject()
                    .put("is", "steady")
                    .put("label", target.label)
                    .put("nodes", 1 + target.also.size())
                    .put("rate", rate)
                    .put("accounts", accounts)
                    .put("seconds", window.toMillis() / 1e3)
                    .put("delivered", pace.arrivals() - arrived)
                    .put("gatewayCpuSecondsPerMillion", (gateway.cpuSeconds() - gatewayCpu) / millions)
                    .put("storeCpuSecondsPerMillion", (store.cpuSeconds() - storeCpu) / millions)
                    .put("ackP50Millis", answers.getValueAtPercentile(50) / NANOS_PER_MILLI)
                    .put("ackP99Millis", answers.getValueAtPercentile(99) / NANOS_PER_MILLI)
                    .put("residentBytes", gateway.residentBytes());
        });
    }
}
