package io.posthouse;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes and deletes accounts, through a running gateway. */
@Command(
        name = "account",
        description = {"Makes or deletes an account. Talks to a running gateway.", ""},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class AccountCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(spec.commandLine(), "Say create or delete.");
    }

    @Command(
            name = "create",
            description = {"Makes an account and prints its token.", ""},
            mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "ACCOUNT", description = "1 to 32 characters from [A-Za-z0-9_@.-].")
                    String account,
            @Option(
                            names = "--nick",
                            defaultValue = "",
                            paramLabel = "NICK",
                            description = "What other people see, at most 64 characters.")
                    String nick,
            @Mixin ServerApiOptions options) {
        spec.commandLine().getOut().println(options.client().createAccount(account, nick));
        return 0;
    }

    @Command(
            name = "delete",
            description = {"Deletes an account; what it said stays with the others.", ""},
            mixinStandardHelpOptions = true)
    int delete(
            @Parameters(paramLabel = "ACCOUNT", description = "The account.") String account,
            @Mixin ServerApiOptions options) {
        options.client().deleteAccount(account);
        return 0;
    }
}
