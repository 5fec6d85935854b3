package io.posthouse.bench;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code posthouse bench team}: how long one message takes to all connected members of a super team, and what it costs. */
@Command(
        name = "team",
        mixinStandardHelpOptions = true,
        description = {
            "Measures one message on its way to many connected members of a super team.",
            "Every receiver is checked for completeness and order; if one misses a message or gets it twice, the command says so"
                    + " and fails. Rate limits of the gateway have to be raised for it."
        })
final class TeamCommand implements Callable<Integer> {
    /** What got lost on the way comes within 5 s (D2); so would a second copy. */
    private static final Duration SETTLE = Duration.ofSeconds(6);

    @Mixin
    private Target target = new Target();

    @Spec
    private CommandSpec spec;

    @Option(names = "--members", defaultValue = "100000", description = "of the team (default: ${DEFAULT-VALUE})")
    private int members;

    @Option(
            names = "--connected",
            defaultValue = "10000",
            description = "members who have to hear it, besides the one who talks (default: ${DEFAULT-VALUE})")
    private int connected;

    @Option(names = "--messages", defaultValue = "20", description = "said in silence (default: ${DEFAULT-VALUE})")
    private int messages;

    @Option(names = "--body", defaultValue = "200", description = "characters (default: ${DEFAULT-VALUE})")
    private int bodyChars;

    @Option(names = "--no-acks", description = "receivers do not acknowledge what they got, as clients would")
    private boolean isSilent;

    @Option(names = "--pause", defaultValue = "PT1S", description = "before each of these (default: ${DEFAULT-VALUE})")
    private Duration pause = Duration.ZERO;

    @Option(
            names = "--window",
            defaultValue = "PT20S",
            description = "then, without a pause, measured for its cost (default: ${DEFAULT-VALUE})")
    private Duration window = Duration.ZERO;

    @Option(
            names = "--patience",
            defaultValue = "PT30S",
            description = "a message may take this long to everybody (default: ${DEFAULT-VALUE})")
    private Duration patience = Duration.ZERO;

    @Override
    public Integer call() throws Exception {
        try {
            TeamPlan plan =
                    new TeamPlan(members, connected, messages, bodyChars, !isSilent, pause, window, patience, SETTLE);
            List<JsonObject> rows = Driver.run(vertx -> TeamRun.run(vertx, target, plan));
            Results.tell(target, rows);
            return 0;
        } catch (BenchException nothing) {
            spec.commandLine().getErr().println("posthouse: " + nothing.getMessage());
            return 1;
        }
    }
}
