package io.posthouse;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Starts the gateway. */
@Command(
        name = "serve",
        description = {
            "Starts the gateway, until SIGTERM or Ctrl-C: then clients are told to come back elsewhere, sends in flight"
                    + " finish, and it ends.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return new Service(options, spec.commandLine().getOut()).run();
    }
}
