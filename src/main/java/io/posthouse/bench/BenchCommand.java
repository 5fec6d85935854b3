package io.posthouse.bench;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code posthouse bench}: puts a gateway under load and says what it costs. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Puts a gateway under load and measures it.",
            "Accounts talk in pairs, each with the given number of sends in flight; every delivery is checked for"
                    + " completeness and order while it is measured. Rate limits of the gateway have to be raised for it."
        },
        subcommands = {
            TeamCommand.class,
            UploadsCommand.class,
            IdleCommand.class,
            SteadyCommand.class,
            StormCommand.class,
            ReportCommand.class
        })
public final class BenchCommand implements Callable<Integer> {
    private static final Duration SETTLE = Duration.ofSeconds(20);

    @Mixin
    private Target target = new Target();

    @Option(names = "--accounts", defaultValue = "200", description = "an even number (default: ${DEFAULT-VALUE})")
    private int accounts;

    @Option(names = "--in-flight", defaultValue = "4", description = "of each account (default: ${DEFAULT-VALUE})")
    private int inFlight;

    @Option(names = "--body", defaultValue = "200", description = "characters (default: ${DEFAULT-VALUE})")
    private int bodyChars;

    @Option(names = "--warm-up", defaultValue = "PT10S", description = "not measured (default: ${DEFAULT-VALUE})")
    private Duration warmUp = Duration.ZERO;

    @Option(names = "--window", defaultValue = "PT20S", description = "measured (default: ${DEFAULT-VALUE})")
    private Duration window = Duration.ZERO;

    @Override
    public Integer call() throws Exception {
        LoadPlan plan = new LoadPlan(accounts, inFlight, bodyChars, warmUp, window, SETTLE);
        LoadResult result = Driver.run(vertx -> Load.run(vertx, target, plan));
        Results.tell(target, result.toJson());
        return result.trouble().isEmpty() ? 0 : 1;
    }
}
