package io.posthouse;

import io.posthouse.bench.BenchCommand;
import io.posthouse.config.StartupException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of the gateway. Parses arguments and starts; holds no behaviour of its own. */
@Command(
        name = "posthouse",
        description = {
            "A messaging gateway that you run yourself.",
            "",
            "Without a command it starts the gateway, as 'serve' does. Started like that, with no configuration at"
                    + " all, it brings its own Redis, keeps its data under ./data, makes three demo accounts and"
                    + " prints the address of the chat page.",
            ""
        },
        subcommands = {
            ServeCommand.class,
            ConfigCommand.class,
            AccountCommand.class,
            TokenCommand.class,
            NodesCommand.class,
            BenchCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Examples:",
            "  posthouse                                     try it out",
            "  posthouse --config conf/posthouse.yaml        start with settings",
            "  posthouse config                              see the settings in force",
            "  posthouse account create dora --nick Dora     make an account, get its token",
            "  posthouse token dora                          give it a new token",
            "  posthouse nodes                               see the nodes of the deployment"
        })
public final class Main implements Callable<Integer> {
    private static final String LOGGING = "logback.configurationFile";

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        // Only here: a host that embeds the gateway has a logging of its own.
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "io/posthouse/logback.xml");
        }
        System.exit(new CommandLine(new Main())
                .setExecutionExceptionHandler(Main::explain)
                .execute(args));
    }

    @Override
    public Integer call() {
        return new Service(options, spec.commandLine().getOut()).run();
    }

    /** One sentence on the error stream and exit code 1; a trace only for what nobody has foreseen. */
    private static int explain(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
        PrintWriter err = line.getErr();
        if (failure instanceof StartupException
                || failure instanceof CommandException
                || failure instanceof ConnectException) {
            err.println("posthouse: " + failure.getMessage());
        } else {
            err.println("posthouse: This should not have happened; please report it:");
            failure.printStackTrace(err);
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
