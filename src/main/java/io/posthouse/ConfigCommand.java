package io.posthouse;

import io.posthouse.config.KnownSetting;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the settings in force and where each comes from. Starts nothing. */
@Command(
        name = "config",
        description = {"Prints the settings in force and where each comes from; secrets are hidden.", ""},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ConfigCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(names = "--changed", description = "Prints only those that somebody has set.")
    private boolean changedOnly;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<KnownSetting> shown = options.read(System.getenv()).settings().stream()
                .filter(setting -> !changedOnly || !setting.place().isEmpty())
                .toList();
        int width =
                shown.stream().mapToInt(setting -> line(setting).length()).max().orElse(0);
        for (KnownSetting setting : shown) {
            String from = setting.place().isEmpty() ? "default" : setting.place();
            out.printf("%-" + width + "s  # %s%n", line(setting), from);
        }
        out.flush();
        return 0;
    }

    private static String line(KnownSetting setting) {
        return setting.path() + ": " + setting.value();
    }
}
