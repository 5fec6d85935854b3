package io.posthouse.bench;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code posthouse bench idle}: what silent connections cost in memory. */
@Command(
        name = "idle",
        mixinStandardHelpOptions = true,
        description = "Measures the memory that logged-in, silent connections cost the watched processes (--pid).")
final class IdleCommand implements Callable<Integer> {
    @Mixin
    private Target target = new Target();

    @Option(names = "--connections", defaultValue = "10000", description = "how many (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--rest", defaultValue = "PT10S", description = "before each look (default: ${DEFAULT-VALUE})")
    private Duration rest = Duration.ZERO;

    @Override
    public Integer call() throws Exception {
        IdleResult result = Driver.run(vertx -> Idle.run(vertx, target, connections, rest));
        Results.tell(target, result.toJson());
        return 0;
    }
}
