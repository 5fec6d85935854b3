package io.posthouse;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives an account a new token, through a running gateway. */
@Command(
        name = "token",
        description = {
            "Makes a new token for an account and prints it.",
            "The old token is void from then on and the account's connections are closed. Talks to a running gateway.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class TokenCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ACCOUNT", description = "The account.")
    private String account;

    @Mixin
    private ServerApiOptions options = new ServerApiOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(options.client().changeToken(account));
        return 0;
    }
}
